import { readFile } from 'node:fs/promises';
import type { Words } from '@hoso/contracts';
import { NotProven, parseCheckpoint, parseVerifierKey, toBase64 } from '@hoso/merkle-log';
import type { Command } from 'commander';
import { z } from 'zod';
import { type CheckedCopy, checkCopy, NothingToCheck } from '../ledger/check-copy.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { facts, print } from './output.ts';
import { eventsLeft } from './progress.ts';
import { each } from './schema-options.ts';
import { GlobalOptions } from './session.ts';

/** Faults that are told one by one; the others are counted. */
const toldMax = 50;

const Given = z.looseObject({ key: z.array(z.string()).default([]), seen: z.array(z.string()).default([]) });

/** Needs no platform, no network and no data folder: what it is given is all that it looks at. */
export function addVerifyCommand(program: Command): void {
  const verify = program
    .command('verify')
    .description('check a copied ledger, or evidence, offline; 1 where anything does not hold / kiểm tra bản sao')
    .argument(
      '<path>',
      'a folder of `hoso ledger export` or `evidence`, one .tlog-proof file, or a pack (folder or zip)',
    )
    .option('--key <key>', 'a verifier key (name+id+key) that is trusted; by default those in the folder', each, [])
    .option('--seen <file>', 'a checkpoint that you have kept: the log must not contradict it', each, []);
  verify.action(async (path: string) => {
    const options = GlobalOptions.parse(verify.optsWithGlobals());
    const { key: keys, seen } = Given.parse(verify.opts());
    for (const key of keys) requireKey(key, options);
    const told: { readonly field: string; readonly reason: string }[] = [];
    const tell = (fault: NotProven): void => {
      if (told.length < toldMax) told.push({ field: fault.field, reason: fault.words[options.lang] });
    };
    const asked = {
      keys,
      seen: await checkpointFiles(seen, options),
      nowS: Math.floor(Date.now() / 1_000),
      onFault: tell,
    };
    const checked = await checking(path, { ...asked, onProgress: eventsLeft('verify') }, tell);
    const faults = checked?.faults ?? 1;
    const warnings = warningsOf(checked, { keys, seen }).map((words) => words[options.lang]);
    const summary = { path, holds: faults === 0, ...inJson(checked), faults, differences: told, warnings };
    print(options, summary, () => inWords(options, summary));
    if (faults > 0) process.exitCode = exitCodes.refused;
  });
}

/** A key that is mistyped says nothing of what is checked by it. */
function requireKey(key: string, { lang }: GlobalOptions): void {
  try {
    parseVerifierKey(key);
  } catch (error) {
    if (!(error instanceof NotProven)) throw error;
    throw new CliError(exitCodes.usage, `--key: ${error.words[lang]}`);
  }
}

/** What cannot even be begun with is a fault like any other. */
async function checking(
  path: string,
  options: Parameters<typeof checkCopy>[1],
  tell: (fault: NotProven) => void,
): Promise<CheckedCopy | undefined> {
  try {
    return await checkCopy(path, options);
  } catch (error) {
    if (error instanceof NothingToCheck) {
      throw new CliError(exitCodes.usage, `${path}: neither a copied ledger, nor a pack, nor evidence lies there`);
    }
    if (!(error instanceof NotProven)) throw error;
    tell(error);
    return undefined;
  }
}

/** A file that is no checkpoint contradicts nothing: whoever named it meant another. */
async function checkpointFiles(
  files: readonly string[],
  { lang }: Pick<GlobalOptions, 'lang'>,
): Promise<readonly string[]> {
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: Error) => {
      throw new CliError(exitCodes.usage, `--seen ${file} cannot be read: ${error.message}`);
    });
    try {
      parseCheckpoint(text);
    } catch (error) {
      if (!(error instanceof NotProven)) throw error;
      const isNone = { vi: 'không phải điểm chốt đã ký', en: 'is no signed checkpoint' };
      throw new CliError(exitCodes.usage, `--seen ${file} ${isNone[lang]}: ${error.field} ${error.words[lang]}`);
    }
  }
  return files;
}

function inJson(checked: CheckedCopy | undefined): object {
  if (!checked) return {};
  return checked.kind === 'ledger' ? { ...checked, root: toBase64(checked.root) } : checked;
}

interface Summary {
  readonly holds: boolean;
  readonly faults: number;
  readonly differences: readonly { readonly field: string; readonly reason: string }[];
  readonly warnings: readonly string[];
}

/** What lets a copy hold that should not be relied upon without more. */
export function warningsOf(
  checked: CheckedCopy | undefined,
  { keys, seen }: Record<'keys' | 'seen', readonly string[]>,
): readonly Words[] {
  const own = {
    vi: 'Tin theo khóa nằm trong chính thư mục này; --key nêu khóa bạn biết từ nơi khác',
    en: 'Trusted are the keys that lie in the folder itself; --key names those that you know from elsewhere',
  };
  const alone = {
    vi: 'Không có điểm chốt cũ nào (checkpoints/): chỉ điểm chốt mới nhất làm chứng, lịch sử bị sửa thì không thấy',
    en:
      'No kept checkpoint lies there (checkpoints/): only the newest one speaks, and a history that was rewritten ' +
      'before it would not show',
  };
  const unasked = {
    vi: 'Chưa đối chiếu với --seen: chỉ bản sao cả sổ (hoso ledger export) mới đối chiếu được',
    en: '--seen was compared with nothing: only a copy of the whole ledger (hoso ledger export) can contradict it',
  };
  const unseen = {
    vi:
      'Nếu các sự kiện cuối bị xóa cùng mọi ô và điểm chốt của chúng thì bản sao này không cho thấy: --seen nêu điểm ' +
      'chốt bạn hay nhân chứng (hoso witness) đã giữ',
    en:
      'The last events, removed with all their tiles and checkpoints, would not be missed here: --seen names a ' +
      'checkpoint that you or a witness (hoso witness) have kept',
  };
  const isUnseen = seen.length === 0 && checked?.kind === 'ledger';
  const isUnasked = seen.length > 0 && checked !== undefined && checked.kind !== 'ledger';
  const isAlone = checked?.kind === 'ledger' && checked.kept === 0;
  return [
    ...(keys.length === 0 ? [own] : []),
    ...(isAlone ? [alone] : []),
    ...(isUnseen ? [unseen] : []),
    ...(isUnasked ? [unasked] : []),
  ];
}

function inWords({ lang }: Pick<GlobalOptions, 'lang'>, summary: Summary): string {
  const { differences, holds, faults, warnings, ...rest } = summary;
  const verdict = {
    vi: holds ? 'ĐÚNG: không gì bị thêm, sửa hay bỏ sót' : `KHÔNG ĐÚNG: ${faults} chỗ sai`,
    en: holds ? 'HOLDS: nothing was added, changed or left out' : `DOES NOT HOLD: ${faults} differences`,
  };
  const lines = differences.map(({ field, reason }) => `\n  ${field}: ${reason}`).join('');
  const more = faults > differences.length ? `\n  … ${faults - differences.length}` : '';
  return `${facts(rest)}\n${verdict[lang]}${lines}${more}${warnings.map((warning) => `\n! ${warning}`).join('')}`;
}
