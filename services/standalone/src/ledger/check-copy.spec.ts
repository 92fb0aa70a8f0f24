import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatEventLine, formatTlogProof, formatVerifierKey, type NotProven, proveInclusion } from '@hoso/merkle-log';
import { asCopied, eventsOf, keys, log, nowS, sealedCopy } from '../../../../packages/merkle-log/test/sealed-copy.ts';
import { type CheckedCopy, checkCopy } from './check-copy.ts';
import { ledgerFiles, writeIn } from './ledger-folder.ts';

const events = eventsOf(600);
const copy = sealedCopy(events, [1, 300, 600]);
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-copy-'));
  for (const [name, bytes] of copy.files) await writeIn(folder, name, bytes);
  await writeIn(folder, ledgerFiles.events, copy.lines.map((line) => `${line}\n`).join(''));
  for (const [number, text] of copy.checkpoints.entries()) await writeIn(folder, ledgerFiles.kept(number), text);
  await writeIn(folder, ledgerFiles.keys, keys.map((key) => `${formatVerifierKey(key)}\n`).join(''));
  await writeIn(folder, ledgerFiles.checkpoint, copy.newest);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function told(path = folder, given: Partial<Parameters<typeof checkCopy>[1]> = {}) {
  const faults: string[] = [];
  const onFault = ({ message }: NotProven): void => void faults.push(message);
  const checked: CheckedCopy = await checkCopy(path, {
    ...{ keys: [], seen: [], nowS, onFault, onProgress: () => undefined },
    ...given,
  });
  return { faults, checked };
}

describe('A copied folder', () => {
  it('is checked without anything else', async () => {
    const { faults, checked } = await told();
    expect(faults).toEqual([]);
    expect(checked).toMatchObject({ kind: 'ledger', size: 600, events: 600, checkpoints: 4, kept: 3, faults: 0 });
  });

  it('is checked by the keys that somebody trusts', async () => {
    expect((await told(folder, { keys: [formatVerifierKey(log.verifier)] })).faults).toEqual([]);
    const other = formatVerifierKey({ ...log.verifier, name: 'hoso/other' }).replace(/\+[0-9a-f]{8}\+/, '+00000000+');
    await expect(told(folder, { keys: [other] })).rejects.toThrow('key: its id is');
  });

  it('names the event in which one byte is another', async () => {
    const text = copy.lines.map((line) => `${line}\n`).join('');
    writeFileSync(join(folder, ledgerFiles.events), text.replace('"n\\":399,', '"n\\":398,'));
    expect((await told()).faults).toEqual(['event 400: is not the one that was sealed']);
  });

  it('is checked to its last line, with a newline after it or without', async () => {
    writeFileSync(join(folder, ledgerFiles.events), copy.lines.join('\n'));
    expect((await told()).faults).toEqual([]);
    writeFileSync(join(folder, ledgerFiles.events), copy.lines.slice(0, -1).join('\n'));
    expect((await told()).faults).toEqual(['event 600: is missing']);
    writeFileSync(join(folder, ledgerFiles.events), `${copy.lines.join('\n')}\n\n`);
    expect((await told()).faults).toEqual(['line 601: is no event in JSON']);
  });

  it.each([ledgerFiles.events, ledgerFiles.checkpoint])('without %s is not whole', async (name) => {
    unlinkSync(join(folder, name));
    await expect(told()).rejects.toThrow(`${name}: is missing`);
  });

  it.each([ledgerFiles.events, ledgerFiles.checkpoint, ledgerFiles.keys, ledgerFiles.kept(0), 'tile/0/000'])(
    'is never read from elsewhere, or without end, for %s',
    async (name) => {
      unlinkSync(join(folder, name));
      symlinkSync('/dev/zero', join(folder, name));
      await expect(told()).rejects.toThrow(`${name}: is no plain file`);
      unlinkSync(join(folder, name));
      mkdirSync(join(folder, name));
      await expect(told()).rejects.toThrow(`${name}: is no plain file`);
    },
  );

  it('has no tile of millions of bytes', async () => {
    truncateSync(join(folder, 'tile/0/000'), 5_000_000_000);
    await expect(told()).rejects.toThrow('tile/0/000: is too large');
  });

  it('must not contradict a checkpoint that somebody kept', async () => {
    const seen = join(folder, 'kept-by-the-inspectorate');
    writeFileSync(seen, sealedCopy(eventsOf(700), []).newest);
    expect((await told(folder, { seen: [seen] })).faults).toEqual([
      `${seen}: was signed for 700 events, there are 600 here: the log was rolled back`,
    ]);
  });

  it('tells that nothing is left of its history', async () => {
    rmSync(join(folder, 'checkpoints'), { recursive: true });
    expect((await told()).checked).toMatchObject({ kept: 0, checkpoints: 1, faults: 0 });
  });

  it('names the last checkpoints that were taken away, up to the newest one', async () => {
    unlinkSync(join(folder, ledgerFiles.kept(2)));
    const missing = 'is missing: the kept checkpoints end at 300 events, the newest one at 600';
    expect((await told()).faults).toEqual([`checkpoints 2: ${missing}`]);
  });

  it('names the tiles that are left of a log that was cut off, though all else was cut off with it', async () => {
    const shorter = sealedCopy(events.slice(0, 300), [1, 300]);
    unlinkSync(join(folder, ledgerFiles.kept(2)));
    for (const [name, bytes] of shorter.files) await writeIn(folder, name, bytes);
    await writeIn(folder, ledgerFiles.checkpoint, shorter.newest);
    await writeIn(folder, ledgerFiles.events, shorter.lines.map((line) => `${line}\n`).join(''));
    const { faults, checked } = await told();
    expect(faults).toEqual(
      ['tile/0/001', 'tile/0/002.p/88', 'tile/1/000.p/2', 'tile/entries/001', 'tile/entries/002.p/88'].map(
        (tile) => `${tile}: is one too many: nothing has sealed it`,
      ),
    );
    expect(checked).toMatchObject({ size: 300, faults: faults.length });
  });

  it('hides no checkpoint behind one that is missing', async () => {
    unlinkSync(join(folder, ledgerFiles.kept(1)));
    await expect(told()).rejects.toThrow(`${ledgerFiles.kept(1)}: is missing`);
  });

  it('with nothing to check in it says so', async () => {
    await expect(told(join(folder, 'tile'))).rejects.toMatchObject({ name: 'NothingToCheck' });
    await expect(told(join(folder, 'nowhere'))).rejects.toMatchObject({ name: 'NothingToCheck' });
  });
});

describe('Evidence', () => {
  const evidenceOf = async (position: number): Promise<void> => {
    const { hashes } = await proveInclusion(position - 1, 600, asCopied(copy).tiles);
    const proof = formatTlogProof({ index: position - 1, hashes, checkpoint: copy.newest });
    await writeIn(join(folder, 'evidence'), `${position}.tlog-proof`, proof);
    const event = events[position - 1];
    if (event) await writeIn(join(folder, 'evidence'), `${position}.json`, `${formatEventLine(event)}\n`);
  };
  beforeEach(async () => {
    for (const position of [7, 400]) await evidenceOf(position);
    await writeIn(join(folder, 'evidence'), ledgerFiles.keys, await readFile(join(folder, ledgerFiles.keys)));
  });

  it('holds file by file, and alone', async () => {
    const all = await told(join(folder, 'evidence'));
    expect([all.faults, all.checked]).toEqual([
      [],
      expect.objectContaining({
        proofs: [
          { position: 7, origin: 'hoso/trial', size: 600 },
          { position: 400, origin: 'hoso/trial', size: 600 },
        ],
      }),
    ]);
    expect((await told(join(folder, 'evidence', '400.tlog-proof'))).checked).toMatchObject({ faults: 0 });
  });

  it('is read from plain files only', async () => {
    const beside = join(folder, 'evidence', '7.json');
    unlinkSync(beside);
    symlinkSync('/dev/zero', beside);
    truncateSync(join(folder, 'evidence', '400.tlog-proof'), 5_000_000_000);
    expect((await told(join(folder, 'evidence'))).faults).toEqual([
      '7.tlog-proof: 7.json: is no plain file',
      '400.tlog-proof: 400.tlog-proof: is too large',
    ]);
  });

  it('names the file in which something is another', async () => {
    const path = join(folder, 'evidence', '400.json');
    writeFileSync(path, (await readFile(path, 'utf8')).replace('"n\\":399,', '"n\\":398,'));
    unlinkSync(join(folder, 'evidence', '7.json'));
    expect((await told(join(folder, 'evidence'))).faults).toEqual([
      '7.tlog-proof: event: 7.json is missing beside it',
      '400.tlog-proof: hashes: do not lead from this leaf to this root',
    ]);
  });
});
