// Holds one server for a run: `keeper <folder of the run> <kind>`. Ends with the run, also with a run that is killed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval } from 'node:timers';
import { type Kind, waysTo } from './kinds.ts';
import { isAlive, ownerOf, say, sharedServer } from './run.ts';
import { firstThatWorks, reasonOf } from './way.ts';

const watchMs = 500;

const [, , run = '', kind = ''] = process.argv;
const folder = join(run, kind);
process.env['HOSO_TEST_RUN'] = run;
const owner = ownerOf(run);

/** Whoever ends while a server is starting leaves it to the server's own guard. */
let stop = async (): Promise<void> => {};
let stopping = false;
async function end(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await stop().catch((error: unknown) => console.error(reasonOf(error)));
  // Nobody else tidies up after a run that was killed.
  if (!isAlive(owner)) rmSync(run, { recursive: true, force: true });
  process.exit(0);
}
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => void end());
setInterval(() => {
  if (!isAlive(owner)) void end();
}, watchMs);

try {
  const server = await firstThatWorks(kind, waysTo(asKind(kind), lend));
  stop = () => server.stop();
  say(folder, { url: server.url });
} catch (error) {
  console.error(error);
  say(folder, { missing: Error.isError(error) ? error.message : String(error) });
  process.exit(0);
}

async function lend(other: Kind): Promise<string> {
  const said = await sharedServer(other);
  if ('missing' in said) throw new Error(said.missing);
  return said.url;
}

function asKind(text: string): Kind {
  if (text === 'nats' || text === 'postgres' || text === 'mongo' || text === 'kurrentdb' || text === 's3') return text;
  throw new Error(`no kind of server is called ${text}`);
}
