export { type Backend, backends, isHad, mustBeHad } from './backends.ts';
export { beginRun, endRun } from './run.ts';
export { type PostgresServer, startPostgres } from './postgres-server.ts';
export { type NatsServer, startNats } from './nats-server.ts';
export { startFerretDb, type ViewsServer } from './ferretdb-server.ts';
export { type CuttableDisk, cuttableDisk } from './cuttable-disk.ts';
export { type SmallDisk, smallDisk } from './small-disk.ts';
export { startVersityGateway as startS3 } from './s3-server.ts';
