import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  type CheckedLedger,
  checkEvidence,
  checkLedger,
  NotProven,
  parseEventLine,
  parseVerifierKey,
  type Trust,
  type VerifierKey,
} from '@hoso/merkle-log';
import { type CheckedPack, checkPack, packAt, plainFile } from '@hoso/inspection-packs';
import {
  checkpointsIn,
  keysIn,
  ledgerFiles,
  linesIn,
  proofEnding,
  smallFileIn,
  textIn,
  tilesBeyond,
  tilesIn,
} from './ledger-folder.ts';

export interface CheckCopyOptions {
  /** Keys that are trusted; without any, those that lie in the folder. */
  readonly keys: readonly string[];
  /** Files of checkpoints that somebody has kept. */
  readonly seen: readonly string[];
  readonly nowS: number;
  readonly onFault: (fault: NotProven) => void;
  readonly onProgress: (done: number, of: number) => void;
}

/** What was checked: a whole ledger, an inspection's pack, or single events with their evidence. */
export type CheckedCopy =
  | ({ readonly kind: 'ledger' } & CheckedFolder)
  | ({ readonly kind: 'pack' } & CheckedPack)
  | {
      readonly kind: 'evidence';
      readonly faults: number;
      readonly proofs: readonly { readonly position: number; readonly origin: string; readonly size: number }[];
    };

export interface CheckedFolder extends CheckedLedger {
  /** How many checkpoints of the log's history lie in the folder; without any, only the newest one speaks. */
  readonly kept: number;
}

/** Nothing is there that could be checked. */
export class NothingToCheck extends Error {
  override readonly name = 'NothingToCheck';
}

/** Checks a copied ledger, an inspection's pack, a folder of evidence, or one proof with the event beside it. */
export async function checkCopy(path: string, options: CheckCopyOptions): Promise<CheckedCopy> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new NothingToCheck(path);
  const pack = await packAt(path);
  if (pack) return { kind: 'pack', ...(await checkPack(pack, options)) };
  if (!found.isDirectory()) return await checkProofs(dirname(path), [basename(path)], options);
  if (existsSync(join(path, ledgerFiles.events)) || existsSync(join(path, ledgerFiles.checkpoint))) {
    return { kind: 'ledger', ...(await checkFolder(path, options)) };
  }
  const proofs = (await readdir(path)).filter((name) => name.endsWith(proofEnding));
  if (proofs.length === 0) throw new NothingToCheck(path);
  return await checkProofs(path, proofs.sort(byNumber), options);
}

async function checkFolder(folder: string, options: CheckCopyOptions): Promise<CheckedFolder> {
  const events = plainFile(folder, ledgerFiles.events);
  if (events === undefined) throw new NotProven(ledgerFiles.events, { vi: 'thiếu', en: 'is missing' });
  const seen = await Promise.all(options.seen.map(async (name) => ({ name, text: await readFile(name, 'utf8') })));
  let kept = 0;
  const checked = await checkLedger(
    {
      events: linesIn(events),
      tiles: tilesIn(folder),
      checkpoints: checkpointsIn(folder, () => {
        kept += 1;
      }),
      newest: await textIn(folder, ledgerFiles.checkpoint),
    },
    { ...options, seen, keys: await trusted(folder, options.keys) },
  );
  const beyond = await tilesBeyond(folder, checked.size);
  for (const tile of beyond) {
    const words = { vi: 'thừa: không điểm chốt nào niêm phong', en: 'is one too many: nothing has sealed it' };
    options.onFault(new NotProven(tile, words));
  }
  return { ...checked, kept, faults: checked.faults + beyond.length };
}

async function checkProofs(folder: string, names: readonly string[], options: CheckCopyOptions): Promise<CheckedCopy> {
  const trust: Trust = { nowS: options.nowS, keys: await trusted(folder, options.keys) };
  const proofs: { readonly position: number; readonly origin: string; readonly size: number }[] = [];
  let faults = 0;
  for (const name of names) {
    try {
      proofs.push(await checkProof(folder, name, trust));
    } catch (error) {
      if (!(error instanceof NotProven)) throw error;
      faults += 1;
      options.onFault(new NotProven(`${name}: ${error.field}`, error.words));
    }
    options.onProgress(proofs.length + faults, names.length);
  }
  return { kind: 'evidence', faults, proofs };
}

async function checkProof(folder: string, name: string, trust: Trust) {
  const beside = `${name.slice(0, -proofEnding.length)}.json`;
  const eventText = name.endsWith(proofEnding) ? await smallFileIn(folder, beside) : undefined;
  if (!eventText) {
    throw new NotProven('event', { vi: `thiếu ${beside} bên cạnh`, en: `${beside} is missing beside it` });
  }
  const event = parseEventLine(eventText.toString(), 1);
  const { origin, size } = checkEvidence(await textIn(folder, name), event, trust);
  return { position: event.position, origin, size };
}

async function trusted(folder: string, given: readonly string[]): Promise<readonly VerifierKey[]> {
  return given.length > 0 ? given.map(parseVerifierKey) : await keysIn(folder);
}

const byNumber = (one: string, other: string): number => Number.parseInt(one, 10) - Number.parseInt(other, 10);
