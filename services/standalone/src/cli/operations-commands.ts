import {
  type FollowerStatus,
  MoveClock,
  OperationsStatus,
  RebuildView,
  RetryHeld,
  ViewGenerationInfo,
} from '@hoso/contracts';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { addServerCommands } from './server-commands.ts';
import { instantArgument } from './instant.ts';
import { linkLastsS } from '@hoso/nest/platform-tokens';
import { facts, print, table } from './output.ts';
import { progress, rebuildLine } from './progress.ts';
import { GlobalOptions, linkFor, tokenFor, withPlatform } from './session.ts';

const operator = 'operator@platform';
const inspector = 'inspector@inspectorate';

export function addOperationsCommands(program: Command): void {
  addViews(program.command('views').description('read models'));
  addOps(program.command('ops').description('the platform at work'));
  const token = program.command('token').description("a signed token for --as, with the data folder's key");
  token.option('--expires-in <seconds>', 'how long it holds, at most a year', lifetime, 28_800);
  token.option('--link', 'a link that signs in on the page instead, once, within a few minutes', false);
  token.action(async () => {
    const options = GlobalOptions.parse(token.optsWithGlobals());
    const { expiresIn, link } = z.looseObject({ expiresIn: z.int(), link: z.boolean() }).parse(token.opts());
    const who = options.as ?? (link ? inspector : operator);
    if (link) {
      const address = await linkFor(options, who);
      print(options, { link: address, as: who, expiresInS: linkLastsS }, () => address);
      return;
    }
    const minted = await tokenFor(options, who, expiresIn);
    print(options, { token: minted, as: who, expiresInS: expiresIn }, () => minted);
  });
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
          options.lang,
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

function statusText(options: GlobalOptions, answer: z.output<typeof OperationsStatus.answer>): string {
  const { log, followers, audit, rebuilds, away = [] } = answer;
  const told = (of: readonly FollowerStatus[]) => followersText(of, options);
  const own = audit ? `\n\naudit's own log: ${audit.head} events\n${told(audit.followers)}` : '';
  const building = rebuilds.map((one) => `\n${rebuildLine(one)}`).join('');
  const stands = { vi: 'sổ niêm phong không niêm được', en: 'the ledger seals nothing' }[options.lang];
  const unsealed = audit?.ledgerTrouble ? `\n! ${stands}: ${audit.ledgerTrouble[options.lang]}` : '';
  const missed = away.map((service) => `\n! ${service} does not answer: of its followers nothing is known`);
  return `${facts(log, '', options.lang)}\n\n${told(followers)}${own}${building}${unsealed}${missed.join('')}`;
}

function addOps(ops: Command): void {
  const status = ops.command('status').description('the log, and how far each view, policy and rule has followed it');
  status.action(async () => {
    const options = GlobalOptions.parse(status.optsWithGlobals());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = OperationsStatus.answer.parse(await client.call({ method: 'GET', path: '/operations' }));
      print(options, answer, () => statusText(options, answer));
    });
  });
  const lag = ops.command('lag').description('what follows the log, the farthest behind first');
  lag.action(async () => {
    const options = GlobalOptions.parse(lag.optsWithGlobals());
    await withPlatform(options, operator, async ({ client }) => {
      const answer = OperationsStatus.answer.parse(await client.call({ method: 'GET', path: '/operations' }));
      const { head } = answer.log;
      const items = answer.followers
        .map(({ service, follower, completeUpTo, lagMs }) => ({
          ...{ service, follower, lagMs },
          events: head - completeUpTo,
        }))
        .sort((one, other) => other.lagMs - one.lagMs || other.events - one.events);
      print(options, { head, items }, () =>
        table(
          ['service', 'follower', 'events', 'lag ms'],
          items.map(({ service, follower, events, lagMs }) => [service, follower, events, lagMs]),
          options.lang,
        ),
      );
    });
  });
  addServerCommands(ops);
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

function followersText(followers: readonly FollowerStatus[], { lang }: GlobalOptions): string {
  const rows = followers.map((one) => [
    one.service,
    one.follower,
    one.kind,
    one.completeUpTo,
    one.lagMs,
    one.held.length,
    one.stalledBecause,
  ]);
  const held = followers.flatMap((one) =>
    one.held.map((hold) => `\n! ${one.follower} holds ${hold.subject} from event ${hold.position}: ${hold.reason}`),
  );
  const told = table(['service', 'follower', 'kind', 'complete', 'lag ms', 'held', 'stalled'], rows, lang);
  return `${told}${held.join('')}`;
}

function lifetime(text: string): number {
  const seconds = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > yearS) throw new InvalidArgumentError(`seconds from 1 to ${yearS}`);
  return seconds;
}

const yearS = 31_536_000;
