// Makes the secrets that docker-compose.yml names, each in a file; those that are there are kept. To be run once the
// project is built: node infra/docker/make-secrets.ts [<folder>]
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { busUsers } from '@hoso/contracts';
import { passwordVariable } from '@hoso/messaging/nats';
import { databaseUsers, writeKeys } from '@hoso/runtime';
import { createMasterKey } from '@hoso/sealing/postgres';

const folder = process.argv[2] ?? join(import.meta.dirname, 'secrets');
const tokenLastsS = 365 * 86_400;
mkdirSync(folder, { recursive: true, mode: 0o700 });

const owner = password('postgres-password');
const database = password('database-password');
password('mongo-password');
write('views-url', `mongodb://hoso:${database}@mongo:27017/hoso?authSource=hoso`);
write('owner-event-store-url', `postgres://postgres:${owner}@postgres:5432/hoso_events`);
write('owner-keys-url', `postgres://postgres:${owner}@postgres:5432/hoso_keys`);
for (const [name, user] of Object.entries(databaseUsers)) {
  write(`${name}-event-store-url`, `postgres://${user}:${database}@postgres:5432/hoso_events`);
  if (name !== 'relay') write(`${name}-keys-url`, `postgres://${user}:${database}@postgres:5432/hoso_keys`);
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
