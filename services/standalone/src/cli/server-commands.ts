import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { kurrentDbSchemes, postgresSchemes } from '@hoso/runtime/adapters';
import { readSettings, SettingsError, urlSetting } from '@hoso/runtime/settings';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { dataFolder } from '../data-folder.ts';
import { showDemo } from '../demo/show-demo.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { facts, print, table } from './output.ts';
import { GlobalOptions } from './session.ts';

const yearS = 31_536_000;
const retryMs = 1_000;
const waitMaxS = 3_600;

const MigrateSettings = z.object({
  EVENT_STORE_URL: urlSetting(
    [...postgresSchemes, ...kurrentDbSchemes],
    'Set it to postgres://owner:password@host:5432/database, of who may make roles, or kurrentdb://user:password@host',
  ),
  KEYS_URL: urlSetting(
    postgresSchemes,
    'Set it to postgres://owner:password@host:5432/database, not that of the events',
  ),
  MASTER_KEY_FILE: z.string().optional().describe('Name the file that the master key is in, or is to be made in'),
  LOG: z.string().default('main').describe('The name of the log'),
});

const MigrateOptions = z.looseObject({
  kind: z.enum(['live', 'simulated']),
  wait: z.number(),
});

/** What is done to servers, before or beside a platform whose services are processes of their own. */
export function addServerCommands(ops: Command): void {
  const migrate = ops
    .command('migrate')
    .description('make or renew the logs and the place of keys that EVENT_STORE_URL and KEYS_URL name')
    .addOption(
      new Option('--kind <kind>', 'what a log that is not there yet is born as')
        .choices(['live', 'simulated'])
        .default('live'),
    )
    .option('--wait <seconds>', 'how long servers that are not there yet are waited for', secondsOf, 0);
  migrate.action(async () => {
    const options = GlobalOptions.parse(migrate.optsWithGlobals());
    const { kind, wait } = MigrateOptions.parse(migrate.opts());
    const { EVENT_STORE_URL, KEYS_URL, MASTER_KEY_FILE, LOG } = settingsOf(MigrateSettings);
    const masterKeyFile = MASTER_KEY_FILE ?? join(dataFolder(options.data).keyFolder, 'master.key');
    const { migratePlatform } = await import('@hoso/runtime');
    const done = await waitingFor(wait, () =>
      migratePlatform({ eventStoreUrl: EVENT_STORE_URL, log: LOG, kind, keysUrl: KEYS_URL, masterKeyFile }),
    );
    print(options, { items: done }, () =>
      table(
        ['what', 'from', 'to'],
        done.map(({ what, from, to }) => [what, from, to]),
        options.lang,
      ),
    );
  });
  addDemo(ops);
  const keys = ops
    .command('keys')
    .description('make token.key for the gateway; write token.pub and service.token for services, in the keys folder')
    .option('--expires-in <days>', 'how long service.token holds', '365');
  keys.action(async () => {
    const options = GlobalOptions.parse(keys.optsWithGlobals());
    const { expiresIn } = z.looseObject({ expiresIn: z.coerce.number().int().min(1).max(365) }).parse(keys.opts());
    const folder = dataFolder(options.data).keyFolder;
    const { writeKeys } = await import('@hoso/runtime');
    await writeKeys(folder, (yearS / 365) * expiresIn);
    print(options, { folder }, () => facts({ folder }));
  });
  ops
    .command('relay')
    .description('carry the log of EVENT_STORE_URL to the bus of BUS_URL, until it is stopped')
    .action(async () => {
      const { runRelay } = await import('@hoso/runtime');
      await runRelay();
    });
}

function addDemo(ops: Command): void {
  const demo = ops
    .command('demo')
    .description('make the simulated log demo where EVENT_STORE_URL and KEYS_URL name, and play the demo into it');
  demo.action(async () => {
    const options = GlobalOptions.parse(demo.optsWithGlobals());
    const { EVENT_STORE_URL: eventStoreUrl, KEYS_URL: keysUrl, MASTER_KEY_FILE } = settingsOf(MigrateSettings);
    const { keyFolder } = dataFolder(options.data);
    const masterKeyFile = MASTER_KEY_FILE ?? join(keyFolder, 'master.key');
    const { playOnServers } = await import('../demo/play-on-servers.ts');
    const onPlayed = options.json ? () => undefined : showDemo;
    const log = await playOnServers({ eventStoreUrl, keysUrl, masterKeyFile, keyFolder, onPlayed });
    print(options, log, () => facts(log));
  });
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= waitMaxS) return seconds;
  throw new InvalidArgumentError(`A number of seconds, up to ${waitMaxS}.`);
}

/** What `work` answers; servers that are away are waited for so many seconds, visibly. */
async function waitingFor<Answer>(seconds: number, work: () => Promise<Answer>): Promise<Answer> {
  const { passes, wordsOf } = await import('@hoso/runtime');
  const until = performance.now() + seconds * 1_000;
  for (let said = ''; ; ) {
    try {
      return await work();
    } catch (error) {
      if (!passes(error) || performance.now() > until) throw error;
      if (said !== wordsOf(error)) console.error(`waiting: ${wordsOf(error)}`);
      said = wordsOf(error);
      await delay(retryMs);
    }
  }
}

function settingsOf<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): z.output<z.ZodObject<Shape>> {
  try {
    return readSettings(schema, process.env);
  } catch (error) {
    if (error instanceof SettingsError) throw new CliError(exitCodes.usage, error.message);
    throw error;
  }
}
