import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Cosign } from '@hoso/contracts';
import { NotProven } from '@hoso/merkle-log';
import type { Command } from 'commander';
import { z } from 'zod';
import { keepWatching } from '../ledger/keep-watching.ts';
import { copiedLog, servedLog, type WatchedLog, type Witnessed, witnessLog } from '../ledger/witness-log.ts';
import { keyOf, type WitnessState, witnessState } from '../ledger/witness-state.ts';
import { type Client, client } from './client.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { wholeNumber } from './ledger-commands.ts';
import { facts, print } from './output.ts';
import { each } from './schema-options.ts';
import { GlobalOptions, tokenFor } from './session.ts';

const Given = z.looseObject({
  state: z.string(),
  name: z.string().optional(),
  key: z.array(z.string()).default([]),
  out: z.string().optional(),
  send: z.boolean(),
  every: z.int().min(1).optional(),
});
type Given = z.infer<typeof Given>;

/** Runs on a witness's own machine, which has nothing of the platform but its address. */
export function addWitnessCommand(program: Command): void {
  const witness = program
    .command('witness')
    .description('watch a log from outside: cosign what only grew, refuse all else / chứng kiến nhật ký từ bên ngoài')
    .argument('<address>', 'where the platform answers (http://host:8080), or a folder of `hoso ledger export`')
    .requiredOption('--state <folder>', "the witness's own folder: its key, and what it has seen")
    .option('--name <name>', 'whose signature it is, e.g. thanh-tra.quangninh.gov.vn/ledger; said the first time')
    .option(
      '--key <key>',
      "the log's verifier key as you know it from elsewhere; otherwise the first one is kept",
      each,
      [],
    )
    .option('--out <file>', 'write the cosigned checkpoint into a file too')
    .option('--no-send', 'keep the cosignature, do not give it back to the log')
    .option('--every <seconds>', 'go on watching, also past times when the log cannot be reached', wholeNumber);
  witness.action(async (address: string) => {
    const options = GlobalOptions.parse(witness.optsWithGlobals());
    const given = Given.parse(witness.opts());
    const once = (): Promise<void> => watchOnce(options, address, given);
    const { every } = given;
    if (every === undefined) return once();
    await keepWatching({
      once,
      rest: () => pause(every * 1_000),
      isFinal: (error) => error instanceof CliError && error.exitCode !== exitCodes.unreachable,
      onMissed: (error, inARow) => console.error(missedRound(options, error, inARow, every)),
    });
  });
}

function missedRound({ lang }: GlobalOptions, error: unknown, inARow: number, everyS: number): string {
  const at = new Date().toISOString();
  const why = Error.isError(error) ? error.message : String(error);
  return lang === 'vi'
    ? `${at} chưa xem được nhật ký (lần ${inARow} liên tiếp): ${why}. Thử lại sau ${everyS} giây`
    : `${at} the log could not be looked at (${inARow} in a row): ${why}. Trying again in ${everyS} s`;
}

async function watchOnce(options: GlobalOptions, address: string, given: Given): Promise<void> {
  try {
    const state = await witnessState(given.state, given.name);
    const { platform, watched } = await watchedAt(options, address);
    const nowS = Math.floor(Date.now() / 1_000);
    const seen = await witnessLog({ state, watched, trusted: given.key, nowS });
    if (given.out !== undefined) await writeFile(given.out, seen.cosigned);
    const sent = platform !== undefined && given.send && hasToken(options);
    if (sent) await giveBack(options, platform, state, seen);
    print(options, { ...seen, key: keyOf(state), sent }, () => inWords(options, seen, state, sent));
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    const title = `${error.field}: ${error.words[options.lang]}`;
    throw new CliError(exitCodes.refused, `${refused[options.lang]} ${title}`, { code: 'NotCosigned', title });
  }
}

const refused = { vi: 'KHÔNG KÝ!', en: 'NOT COSIGNED!' };

async function watchedAt(
  options: GlobalOptions,
  address: string,
): Promise<{ readonly platform?: Client; readonly watched: WatchedLog }> {
  if (/^https?:\/\//.test(address) && URL.canParse(address)) {
    const token = await tokenOf(options);
    const platform = client(new URL(address).origin, token, options.lang);
    return { platform, watched: servedLog(platform, options.log) };
  }
  if (statSync(address, { throwIfNoEntry: false })?.isDirectory()) return { watched: copiedLog(address) };
  throw new CliError(exitCodes.usage, `${address}: neither an address (http://…) nor a folder of a copied ledger`);
}

function hasToken(options: GlobalOptions): boolean {
  return options.as !== undefined || Boolean(process.env['HOSO_TOKEN']);
}

/** Reading takes no token; giving back takes one, of the inspectorate or of the post. */
async function tokenOf(options: GlobalOptions): Promise<string | undefined> {
  return options.as === undefined ? process.env['HOSO_TOKEN'] : await tokenFor(options, options.as, 3_600);
}

async function giveBack(options: GlobalOptions, platform: Client, state: WitnessState, seen: Witnessed): Promise<void> {
  const body = {
    key: keyOf(state),
    checkpoint: seen.cosigned,
    ...(options.log === undefined ? {} : { log: options.log }),
  };
  Cosign.answer.parse(await platform.call({ method: 'POST', path: '/ledger/cosignatures', body }));
}

function inWords({ lang }: GlobalOptions, seen: Witnessed, state: WitnessState, sent: boolean): string {
  const { origin, size, before, root, trustedOnFirstUse } = seen;
  const first = {
    vi: '\n! Lần đầu: tin theo khóa mà nhật ký tự nêu; hãy so với khóa bạn biết từ nơi khác (--key)',
    en: '\n! For the first time its own word was taken for its key: compare it with what you know (--key)',
  };
  const unsent = {
    vi: '\n! Chưa nộp lại: cần HOSO_TOKEN (thanh tra, bưu điện) hoặc --out <tệp> rồi hoso ledger cosign',
    en: '\n! Not given back: that takes HOSO_TOKEN (inspector, postal), or --out <file> and then hoso ledger cosign',
  };
  const told = facts({ origin, size, before, root, cosignedAs: keyOf(state), sent });
  return `${told}${sent ? '' : unsent[lang]}${trustedOnFirstUse ? first[lang] : ''}`;
}
