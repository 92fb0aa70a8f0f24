import 'reflect-metadata';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { log as told, openLog } from '@hoso/telemetry';
import { z } from 'zod';
import { progress, rebuildLine } from './cli/progress.ts';
import { reasonOf } from './data-folder.ts';
import { showDemo } from './demo/show-demo.ts';

const usage =
  'npm start -- [--port <number>] [--data <folder>] [--live | --log <name>] [--rate <requests a minute, 0: no limit>]';

/** Digits alone: an empty text is no number, and none is the free port that 0 asks for. */
const Count = z
  .string()
  .regex(/^\d{1,9}$/, 'a whole number, such as 8080')
  .transform(Number);

const Options = z
  .object({
    port: Count.refine((port) => port <= 65_535, 'at most 65535'),
    data: z.string().min(1, 'the name of a folder'),
    log: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,31}$/, 'a letter, then lower-case letters, digits and hyphens, at most 32')
      .optional(),
    live: z.boolean(),
    rate: Count.optional(),
    help: z.boolean(),
  })
  .refine(({ live, log }) => !live || log === undefined, { path: ['live'], error: 'is the log main: leave --log out' });

const started = performance.now();
const options = readOptions();
if (options.help) {
  console.log(usage);
  process.exit(0);
}
const isJson = await openLog({ service: 'hoso' });
const { noticesFrom, noticesSettings } = await import('@hoso/notices');
const { readSettings } = await import('@hoso/runtime');
const notices = noticesOf(process.env);
const { openPlatform } = await import('./platform.ts');
const platform = await openPlatform({
  data: options.data,
  log: options.log,
  live: options.live,
  port: options.port,
  announced: true,
  notices,
  onDemo: showDemo,
  onFilling: (at) => progress(rebuildLine(at), at.position >= at.to),
  ...(options.rate === undefined ? {} : { limits: { requestsPerMinuteMax: options.rate } }),
}).catch((error: unknown) => {
  told.error(`hoso: ${reasonOf(error)}`);
  process.exit(1);
});

const { demoCommands, liveCommands } = await import('./try-next.ts');
const where = resolve(options.data);
const flag = where === resolve('.hoso') ? '' : ` --data ${options.data}`;
const { url, log } = platform;
const link = await platform.link({ id: 'inspector-local', role: 'inspector', unit: 'inspectorate' });
const readyMs = Math.round(performance.now() - started);
const next = log.kind === 'simulated' ? demoCommands : liveCommands;
told.info(`ready on ${url} in ${readyMs} ms: log ${log.name} (${log.kind}, ${log.head} events) in ${where}`);
// The link is a secret for who watches the terminal, and for no collector of logs.
if (!isJson) {
  const another = `npx hoso token --link${flag}`;
  console.log(`Open the page, signed in as an inspector; once, within ten minutes (another: ${another}):
  ${link}
Try next, in another terminal:
${next.map((words) => `  npx hoso ${words}${flag}`).join('\n')}`);
}
process.send?.({ ready: url });
// Not before it is ready: each is read whole, and none of them is needed to begin with.
for (const reason of platform.unreadableLogs()) told.error(`hoso: a log beside cannot be read: ${reason}`);

let stopping = false;
async function stop(why: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  told.info(`stopping (${why})`);
  await platform.close();
  notices.close();
  told.info('stopped: everything acknowledged is stored');
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
process.on('disconnect', () => void stop('its parent is gone'));

/** Whoever sets something wrong is told so before anything is opened. */
function noticesOf(environment: NodeJS.ProcessEnv): ReturnType<typeof noticesFrom> {
  try {
    return noticesFrom(readSettings(noticesSettings, environment));
  } catch (error) {
    told.error(`hoso: ${reasonOf(error)}`);
    process.exit(2);
  }
}

function readOptions(): z.infer<typeof Options> {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env['PORT'] ?? '8080' },
        data: { type: 'string', default: process.env['HOSO_DATA'] ?? './.hoso' },
        log: { type: 'string' },
        live: { type: 'boolean', default: false },
        rate: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    return Options.parse(values);
  } catch (error) {
    const issues =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('; ')
        : reasonOf(error);
    console.error(`hoso: ${issues}\n${usage}`);
    process.exit(2);
  }
}
