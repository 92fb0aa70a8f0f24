// What needs a PostgreSQL server stands apart, so that whoever runs without one loads no driver.
export { copyKeysFromPostgres, type OnKeys, restoreKeysToPostgres } from './carry-keys.ts';
export { createMasterKey } from './master-key.ts';
export { type MigrateKeysOptions, migrateKeys, purgeDestroyedKeys } from './migrate-keys.ts';
export { rotateMasterKeyInPostgres } from './rotate-in-postgres.ts';
export { type PostgresKeyStoreOptions, postgresKeyStore } from './postgres-key-store.ts';
