import {
  FindProcedure,
  MoveClock,
  OperationsStatus,
  RebuildView,
  RetryHeld,
  ViewGenerationInfo,
} from '@hoso/contracts';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { instantArgument } from './instant.ts';
import { facts, freshness, print, printList, table } from './output.ts';
import { progress, rebuildLine } from './progress.ts';
import { GlobalOptions, tokenFor, withPlatform } from './session.ts';

const operator = 'operator@platform';

export function addOperationsCommands(program: Command): void {
  addRegistry(program.command('registry').description('procedures, units, calendars'));
  addViews(program.command('views').description('read models'));
  addOps(program.command('ops').description('the platform at work'));
  const token = program.command('token').description("a signed token for --as, with the data folder's key");
  token.option('--expires-in <seconds>', 'how long it holds, at most a year', lifetime, 28_800);
  token.action(async () => {
    const options = GlobalOptions.parse(token.optsWithGlobals());
    const { expiresIn } = z.looseObject({ expiresIn: z.int() }).parse(token.opts());
    const who = options.as ?? operator;
    const minted = await tokenFor(options, who, expiresIn);
    print(options, { token: minted, as: who, expiresInS: expiresIn }, () => minted);
  });
}

function addRegistry(registry: Command): void {
  const show = registry
    .command('show')
    .description('a procedure')
    .argument('<code>', 'e.g. 1.001193')
    .option('--on <date>', 'in force on that date');
  show.action(async (code: string) => {
    const options = GlobalOptions.parse(show.optsWithGlobals());
    const { on } = z.looseObject({ on: z.string().optional() }).parse(show.opts());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = await client.call({
        method: 'GET',
        path: `/procedures/${encodeURIComponent(code)}`,
        query: { on },
      });
      print(options, answer, () => {
        const { procedure, versions, ...fresh } = FindProcedure.answer.parse(answer);
        const known = versions.map(({ version, effectiveFrom }) => `${version} (${effectiveFrom})`).join(', ');
        return `${facts(procedure)}\nversions  ${known}\n${freshness(options, fresh)}`;
      });
    });
  });
  const list = (
    name: string,
    path: string,
    row: (item: Readonly<Record<string, unknown>>) => readonly unknown[],
    headings: readonly string[],
  ): void => {
    const command = registry
      .command(name)
      .description(`list ${name}`)
      .option('--limit <count>', 'items a page', '50')
      .option('--after <cursor>', 'the page after');
    command.action(async () => {
      const options = GlobalOptions.parse(command.optsWithGlobals());
      const { limit, after } = z.looseObject({ limit: z.string(), after: z.string().optional() }).parse(command.opts());
      await withPlatform(options, operator, ({ client }) =>
        printList(
          options,
          (next) => client.call({ method: 'GET', path, query: { limit, after: next } }),
          headings,
          row,
          after,
        ),
      );
    });
  };
  list('list', '/procedures', (item) => [item['code'], item['version'], wordsIn(item['name'])], [
    'code',
    'version',
    'name',
  ]);
  list('units', '/units', (item) => [item['id'], item['kind'], wordsIn(item['name'])], ['id', 'kind', 'name']);
}

function addViews(views: Command): void {
  const list = views.command('list').description('generations of every view');
  list.action(async () => {
    const options = GlobalOptions.parse(list.optsWithGlobals());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: '/views' });
      const { items } = z.looseObject({ items: z.array(ViewGenerationInfo) }).parse(answer);
      print(options, answer, () =>
        table(
          ['view', 'generation', 'revision', 'live'],
          items.map(({ view, generation, revision, live }) => [view, generation, revision, live]),
        ),
      );
    });
  });
  const rebuild = views
    .command('rebuild')
    .description('build a view anew beside the live one, and flip')
    .argument('<view>');
  rebuild.action(async (view: string) => {
    const options = GlobalOptions.parse(rebuild.optsWithGlobals());
    await withPlatform(options, operator, async ({ client }) => {
      const ticking = setInterval(() => {
        // What could not be shown this time is shown the next; the rebuild itself tells what went wrong.
        showRebuild(client, view).catch(() => undefined);
      }, rebuildLookMs);
      try {
        const answer = RebuildView.answer.parse(
          await client.call({ method: 'POST', path: '/views/rebuild', body: { view } }),
        );
        print(options, answer, () => facts(answer));
      } finally {
        clearInterval(ticking);
      }
    });
  });
}

const rebuildLookMs = 500;

/** Shows how far a rebuild is, on a terminal. */
async function showRebuild(client: Client, view: string): Promise<void> {
  if (!process.stderr.isTTY) return;
  const status = OperationsStatus.answer.parse(await client.call({ method: 'GET', path: '/operations' }));
  const at = status.rebuilds.find((one) => one.view === view);
  progress(at ? rebuildLine(at) : `${view}: …`, false);
}

function addOps(ops: Command): void {
  const status = ops.command('status').description('the log, and how far each view and policy has followed it');
  status.action(async () => {
    const options = GlobalOptions.parse(status.optsWithGlobals());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = OperationsStatus.answer.parse(await client.call({ method: 'GET', path: '/operations' }));
      print(options, answer, () => {
        const rows = answer.followers.map((one) => [
          one.service,
          one.follower,
          one.kind,
          one.completeUpTo,
          one.lagMs,
          one.held.length,
          one.stalledBecause,
        ]);
        const held = answer.followers.flatMap((one) =>
          one.held.map(
            (hold) => `\n! ${one.follower} holds ${hold.subject} from event ${hold.position}: ${hold.reason}`,
          ),
        );
        const headings = ['service', 'follower', 'kind', 'complete', 'lag ms', 'held', 'stalled'];
        const rebuilds = answer.rebuilds.map((one) => `\n${rebuildLine(one)}`);
        return `${facts(answer.log)}\n\n${table(headings, rows)}${rebuilds.join('')}${held.join('')}`;
      });
    });
  });
  const retry = ops
    .command('retry')
    .description('try held dossiers again')
    .option('--follower <name>', 'of one view or policy')
    .option('--subject <dossier>', 'one dossier or stream');
  retry.action(async () => {
    const options = GlobalOptions.parse(retry.optsWithGlobals());
    const { follower, subject } = z
      .looseObject({ follower: z.string().optional(), subject: z.string().optional() })
      .parse(retry.opts());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = RetryHeld.answer.parse(
        await client.call({ method: 'POST', path: '/operations/retry', body: { follower, subject } }),
      );
      print(options, answer, () => facts(answer));
    });
  });
  const clock = ops
    .command('clock')
    .description("the log's clock; a simulated log's can be moved on, never back")
    .option('--to <instant>', 'move it on to this instant', instantArgument);
  clock.action(async () => {
    const options = GlobalOptions.parse(clock.optsWithGlobals());
    const { to } = z.looseObject({ to: z.string().optional() }).parse(clock.opts());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = MoveClock.answer.parse(
        await client.call({ method: 'POST', path: '/operations/clock', body: { to } }),
      );
      print(options, answer, () => facts(answer));
    });
  });
}

function lifetime(text: string): number {
  const seconds = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > yearS) throw new InvalidArgumentError(`seconds from 1 to ${yearS}`);
  return seconds;
}

const yearS = 31_536_000;

const Named = z.looseObject({ vi: z.string() });

function wordsIn(name: unknown): string | undefined {
  const parsed = Named.safeParse(name);
  return parsed.success ? parsed.data.vi : undefined;
}
