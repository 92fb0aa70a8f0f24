import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  openCheckpoint,
  parseVerifierKey,
  signerOf,
  signText,
} from '@hoso/merkle-log';
import {
  eventsOf,
  keys,
  log,
  nowS,
  type SealedCopy,
  sealedCopy,
} from '../../../../packages/merkle-log/test/sealed-copy.ts';
import { ledgerFiles, writeIn } from './ledger-folder.ts';
import { copiedLog, type Witnessed, witnessLog } from './witness-log.ts';
import { keyOf, witnessState } from './witness-state.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-witness-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const logKey = formatVerifierKey(log.verifier);

/** A copy on disk, as a log is watched without any network. */
async function copyIn(name: string, { files, newest }: SealedCopy): Promise<string> {
  const path = join(folder, name);
  for (const [tile, bytes] of files) await writeIn(path, tile, bytes);
  await writeIn(path, ledgerFiles.keys, `${logKey}\n`);
  await writeIn(path, ledgerFiles.checkpoint, newest);
  return path;
}

async function watch(copy: string, trusted: readonly string[] = [], at = nowS): Promise<Witnessed> {
  const state = await witnessState(join(folder, 'state'), 'inspectorate.example/w1');
  return await witnessLog({ state, watched: copiedLog(copy), trusted, nowS: at });
}

describe('A witness', () => {
  it('cosigns a log that only grew, and everybody can tell', async () => {
    const small = await copyIn('small', sealedCopy(eventsOf(300), []));
    const large = await copyIn('large', sealedCopy(eventsOf(600), []));
    expect(await watch(small)).toMatchObject({ size: 300, before: 0, trustedOnFirstUse: true });
    expect(await watch(small)).toMatchObject({ size: 300, before: 300, trustedOnFirstUse: false });
    const { cosigned, ...seen } = await watch(large);
    expect(seen).toMatchObject({ size: 600, before: 300 });
    const own = parseVerifierKey(keyOf(await witnessState(join(folder, 'state'), undefined)));
    const { held } = openCheckpoint(cosigned, [...keys, own], nowS);
    expect(held.find(({ key }) => key === own)?.timeS).toBe(nowS);
  });

  it('signs once where the log already shows its signature', async () => {
    const copy = await copyIn('copy', sealedCopy(eventsOf(10), []));
    const first = await watch(copy);
    writeFileSync(join(copy, ledgerFiles.checkpoint), first.cosigned);
    const { cosigned } = await watch(copy, [], nowS + 5);
    expect(cosigned.match(/inspectorate\.example\/w1/g)).toHaveLength(1);
  });

  it('refuses a log that was rolled back, and goes on from what it saw', async () => {
    const large = await copyIn('large', sealedCopy(eventsOf(600), []));
    const back = await copyIn('back', sealedCopy(eventsOf(599), []));
    await watch(large);
    await expect(watch(back)).rejects.toThrow('log: WAS ROLLED BACK: 600 events were seen here, now there are 599');
    expect(await watch(large)).toMatchObject({ before: 600 });
  });

  it.each([300, 600, 601])('refuses a log of %i events that was forked', async (size) => {
    await watch(await copyIn('seen', sealedCopy(eventsOf(300), [])));
    const fork = await copyIn('fork', sealedCopy(eventsOf(size, 'live', 'khác'), []));
    await expect(watch(fork)).rejects.toThrow(
      /^log: WAS FORKED or rewritten: \d+ events do not go on from the 300 seen/,
    );
  });

  it('refuses what the log it knows has not signed', async () => {
    await watch(await copyIn('seen', sealedCopy(eventsOf(300), [])));
    const copy = sealedCopy(eventsOf(400), []);
    const thief = signerOf('hoso/trial', 'note', Buffer.alloc(32, 9));
    const text = formatCheckpoint({ origin: 'hoso/trial', size: 400, root: Buffer.alloc(32) });
    const stolen = formatNote({ text, signatures: [signText(thief, text)] });
    const path = await copyIn('stolen', { ...copy, newest: stolen });
    writeFileSync(join(path, ledgerFiles.keys), `${formatVerifierKey(thief.verifier)}\n`);
    await expect(watch(path)).rejects.toThrow('checkpoint.signature: hoso/trial has not signed it with a known key');
  });

  it('trusts the key that it was told, and no other', async () => {
    const copy = await copyIn('copy', sealedCopy(eventsOf(10), []));
    const other = formatVerifierKey(signerOf('hoso/trial', 'note', Buffer.alloc(32, 9)).verifier);
    await expect(watch(copy, [other])).rejects.toThrow('has not signed it with a known key');
    expect(await watch(copy, [logKey])).toMatchObject({ trustedOnFirstUse: false });
  });

  it('keeps nothing of what it refused', async () => {
    await watch(await copyIn('seen', sealedCopy(eventsOf(300), [])));
    await expect(watch(await copyIn('fork', sealedCopy(eventsOf(400, 'live', 'khác'), [])))).rejects.toThrow('FORKED');
    const [of = ''] = readdirSync(join(folder, 'state')).filter((name) => name !== 'witness.key');
    expect(readdirSync(join(folder, 'state', of, 'seen'))).toEqual(['300']);
    expect(readFileSync(join(folder, 'state', of, 'last'), 'utf8')).toContain('\n300\n');
  });

  it('has nothing against a copy whose checkpoint is yet to come, and never reads a link', async () => {
    const copy = await copyIn('copy', sealedCopy(eventsOf(10), []));
    unlinkSync(join(copy, ledgerFiles.checkpoint));
    await expect(watch(copy)).rejects.toEqual(new Error(`${copy} has no checkpoint yet`));
    symlinkSync('/dev/zero', join(copy, ledgerFiles.checkpoint));
    await expect(watch(copy)).rejects.toThrow('checkpoint: is no plain file');
  });

  it('has one name for good', async () => {
    await expect(witnessState(join(folder, 'new'), undefined)).rejects.toThrow(/name: .* has no key yet/);
    await expect(witnessState(join(folder, 'new'), 'two words')).rejects.toThrow(/name: "two words"/);
    await witnessState(join(folder, 'new'), 'one');
    await expect(witnessState(join(folder, 'new'), 'two')).rejects.toThrow('name: this folder is that of one');
    writeFileSync(join(folder, 'new', 'witness.key'), 'no key');
    await expect(witnessState(join(folder, 'new'), 'one')).rejects.toThrow("is no witness's key");
  });
});
