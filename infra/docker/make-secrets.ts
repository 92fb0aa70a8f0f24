// Makes the secrets that docker-compose.yml names, each in a file; those that are there are kept. To be run once the
// project is built: node infra/docker/make-secrets.ts [--store kurrentdb] [<folder>]
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { busUsers } from '@hoso/contracts';
import { passwordVariable } from '@hoso/messaging/nats';
import { databaseUserNames, databaseUserOf, opensKeys, writeKeys } from '@hoso/runtime';
import { createMasterKey } from '@hoso/sealing/postgres';

const { values, positionals } = parseArgs({
  options: { store: { type: 'string', default: 'postgres' } },
  allowPositionals: true,
});
if (!/^(postgres|kurrentdb)$/.test(values.store)) throw new Error('--store: postgres or kurrentdb');
const isKurrentDb = values.store === 'kurrentdb';
/** Without users: the profile's server is reached on the network of the containers alone. */
const kurrentDb = 'kurrentdb://kurrentdb:2113?tls=false';
const [folder = join(import.meta.dirname, 'secrets')] = positionals;
const tokenLastsS = 365 * 86_400;
mkdirSync(folder, { recursive: true, mode: 0o700 });

const owner = password('postgres-password');
password('mongo-password');
write('owner-event-store-url', isKurrentDb ? kurrentDb : `postgres://postgres:${owner}@postgres:5432/hoso_events`);
write('owner-keys-url', `postgres://postgres:${owner}@postgres:5432/hoso_keys`);
for (const name of databaseUserNames) {
  const user = databaseUserOf(name);
  const login = `postgres://${user}:${password(`${name}-database-password`)}@postgres:5432`;
  write(`${name}-event-store-url`, isKurrentDb ? kurrentDb : `${login}/hoso_events`);
  if (!opensKeys(name)) continue;
  write(`${name}-keys-url`, `${login}/hoso_keys`);
  write(
    `${name}-views-url`,
    `mongodb://${user}:${password(`${name}-views-password`)}@mongo:27017/${user}?authSource=${user}`,
  );
}
const passwords = busUsers.map(({ name }) => [name, password(`${name}-bus-password`)] as const);
write('nats.env', passwords.map(([name, text]) => `${passwordVariable(name)}=${text}`).join('\n'));
for (const [name, text] of passwords) write(`${name}-bus-url`, `nats://${name}:${text}@nats:4222`);
if (!existsSync(join(folder, 'master.key'))) createMasterKey(join(folder, 'master.key'));
await writeKeys(folder, tokenLastsS);
// Compose mounts files as they are: whoever runs in a container is another user than who made them.
for (const name of ['master.key', 'token.key', 'service.token']) chmodSync(join(folder, name), 0o444);
console.log(`secrets in ${folder}`);

function password(name: string): string {
  const path = join(folder, name);
  if (!existsSync(path)) write(name, randomBytes(24).toString('hex'));
  return readFileSync(path, 'utf8').trim();
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), `${text}\n`, { mode: 0o444 });
  chmodSync(join(folder, name), 0o444);
}
