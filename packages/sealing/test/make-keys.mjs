// Makes keys in the folder given, 64 at a time, until it is killed or refused. Tells of each key once it is durable.
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { sqliteKeyStore } from '../dist/index.js';

const [folder, round] = process.argv.slice(2);
const store = sqliteKeyStore(join(folder, 'keys.sqlite'));
const digest = (key) => createHash('sha256').update(key.export()).digest('hex');
const tell = (line) => writeSync(1, `${line}\n`);

for (let from = 0; ; from += 64) {
  const kids = Array.from({ length: 64 }, (_, i) => `${round}-${from + i}`);
  const made = await Promise.allSettled(kids.map(async (kid) => tell(`made ${kid} ${digest(await store.keyOf(kid))}`)));
  const refused = made.find(({ status }) => status === 'rejected');
  if (!refused) continue;
  tell(`refused ${refused.reason.name} ${refused.reason.reason}`);
  const first = await store.keyOf(`${round}-0`);
  tell(`alive ${digest(first)}`);
  break;
}
await store.close();
