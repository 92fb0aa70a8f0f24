import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openLedger } from '@hoso/audit';
import { originOf, putWitnessed } from '@hoso/audit/process';
import { folderBlobStore, folderNamedFiles } from '@hoso/blobs';
import { sqliteEventStore } from '@hoso/event-store-sqlite';
import { formatNote, formatVerifierKey, parseCheckpoint, signerOf, signText } from '@hoso/merkle-log';
import { tokenKeys } from '@hoso/nest/token-keys';
import { sqliteKeyStore } from '@hoso/sealing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataFolder, dataFolder } from '../data-folder.ts';
import { folderSource } from './folder-source.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { workedOnIn } from './restore-to-servers.ts';

let parent: string;
let folder: DataFolder;
let upload: string;
const at = (...names: readonly string[]) => join(parent, ...names);

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'hoso-backup-'));
  folder = dataFolder(at('data'));
  for (const path of [folder.log('main'), folder.log('receipt'), folder.audit('main')]) {
    await sqliteEventStore({ path, log: { kind: 'live' } }).close();
  }
  const keys = sqliteKeyStore(folder.keys);
  await keys.keyOf('dossier');
  await keys.close();
  tokenKeys(folder.keyFolder);
  const stored = await folderBlobStore(folder.uploads).store(Readable.from([Buffer.from('a scan')]), 100);
  upload = stored.sha256;
  writeFileSync(join(folder.uploads, '.draft-1'), 'on its way');
  mkdirSync(join(folder.views('main')));
});
afterEach(() => rmSync(parent, { recursive: true }));

const back = (to = at('backup'), keysTo: string | undefined = at('keys')) =>
  makeBackup({
    source: folderSource(folder),
    to,
    keysTo,
    by: '0.1.0',
    clock: () => 1_647_000_000_000,
    onProgress: () => undefined,
  });
const backWithoutKeys = (to: string) =>
  makeBackup({ source: folderSource(folder), to, by: '0.1.0', clock: () => 0, onProgress: () => undefined });
const restored = (from = at('backup'), keysFrom: string | undefined = at('keys'), to = at('new')) =>
  restoreBackup({ from, keysFrom, withoutKeys: false, to, onProgress: () => undefined });
const refusal = (code: string) => ({ name: 'BackupError', code });
const files = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1))
    .sort();

/** A change of the manifest, as a hand would make it. */
function rewrite(path: string, change: (manifest: Record<string, unknown>) => object): void {
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')))));
}

describe('A backup', () => {
  it('tells which log a platform worked on: the live one, otherwise the demo', async () => {
    await sqliteEventStore({ path: folder.log('demo'), log: { kind: 'simulated' } }).close();
    await back();
    expect(await workedOnIn(at('backup'))).toMatchObject({ name: 'main', kind: 'live' });
    rmSync(folder.log('main'));
    await backWithoutKeys(at('demo'));
    expect(await workedOnIn(at('demo'))).toMatchObject({ name: 'demo', kind: 'simulated' });
    rmSync(folder.log('demo'));
    await backWithoutKeys(at('other'));
    await expect(workedOnIn(at('other'))).rejects.toMatchObject(refusal('LogNotInBackup'));
    await expect(workedOnIn(at('keys'))).rejects.toMatchObject(refusal('NoDataInBackup'));
  });

  it('of a folder without a log says so first, and where the log may be', async () => {
    await expect(
      makeBackup({
        ...{ source: folderSource(dataFolder(at('none'))), to: at('backup'), keysTo: at('keys'), by: '0.1.0' },
        ...{ clock: () => 0, onProgress: () => undefined },
      }),
    ).rejects.toMatchObject({ ...refusal('NoLogs'), message: expect.stringContaining('EVENT_STORE_URL') });
  });

  it('holds logs, audit logs and uploads, and keys in another folder', async () => {
    const made = await back();
    const logs = ['audit/main.sqlite', 'logs/main.sqlite', 'logs/receipt.sqlite'];
    expect(files(at('backup'))).toEqual([...logs, 'manifest.json', `uploads/${upload}`, 'uploads.jsonl'].sort());
    expect(files(at('keys'))).toEqual(['keys.sqlite', 'manifest.json', 'master.key', 'token.key']);
    expect(made).toMatchObject({ keys: 'apart', at: '2022-03-11T12:00:00.000Z', uploads: { count: 1, bytes: 6 } });
    expect(made.logs.map(({ store, name, head }) => [store, name, head]).sort()).toEqual([
      ['audit', 'main', 1],
      ['logs', 'main', 1],
      ['logs', 'receipt', 1],
    ]);
    for (const path of [at('backup'), at('keys'), at('backup', 'uploads')]) {
      expect(statSync(path).mode & 0o777).toBe(0o700);
    }
  });

  it('becomes the same folder again, with its keys and without views', async () => {
    await back();
    mkdirSync(at('new'));
    await restored();
    const keyFiles = ['keys/keys.sqlite', 'keys/master.key', 'keys/token.key'];
    const logs = ['audit/main.sqlite', 'logs/main.sqlite', 'logs/receipt.sqlite'];
    expect(files(at('new'))).toEqual([...logs, ...keyFiles, `uploads/${upload}`].sort());
    const keys = sqliteKeyStore(at('new', 'keys', 'keys.sqlite'));
    expect(await keys.findKey('dossier')).toMatchObject({ type: 'secret' });
    await keys.close();
    const [log, original] = [at('new', 'logs', 'main.sqlite'), folder.log('main')].map((path) =>
      sqliteEventStore({ path }),
    );
    expect(await log?.readAll(0, 10)).toEqual(await original?.readAll(0, 10));
    await Promise.all([log?.close(), original?.close()]);
    expect(readdirSync(parent).sort()).toEqual(['backup', 'data', 'keys', 'new']);
  });

  it('without keys says so, and is restored without them on demand only', async () => {
    expect(await backWithoutKeys(at('backup'))).toMatchObject({ keys: 'left out' });
    const request = { from: at('backup'), to: at('new'), onProgress: () => undefined };
    await expect(restoreBackup({ ...request, withoutKeys: false })).rejects.toMatchObject(refusal('KeysNotGiven'));
    await restoreBackup({ ...request, withoutKeys: true });
    expect(readdirSync(at('new', 'keys'))).toEqual([]);
  });

  it.each([
    ['within the data', () => back(join(folder.path, 'backup'))],
    ['around the data', () => back(parent)],
    ['with its keys in it', () => back(at('backup'), at('backup', 'keys'))],
    ['in one place with its keys', () => back(at('backup'), at('backup'))],
    [
      'within the data by a link',
      () => {
        symlinkSync(folder.uploads, at('link'));
        return back(at('link', 'backup'));
      },
    ],
  ])('%s is refused', async (_, made) => {
    await expect(made()).rejects.toMatchObject(refusal('FoldersOverlap'));
    expect(existsSync(at('backup'))).toBe(false);
  });

  it('is refused where something lies, or where there is something that it cannot copy whole', async () => {
    mkdirSync(at('full'));
    writeFileSync(at('full', 'file'), '');
    await expect(back(at('full'))).rejects.toMatchObject(refusal('FolderNotEmpty'));
    await expect(back(at('backup'), at('full'))).rejects.toMatchObject(refusal('FolderNotEmpty'));
    appendFileSync(join(folder.uploads, upload), '!');
    await expect(back(at('one'), at('one-keys'))).rejects.toMatchObject(refusal('UploadDamaged'));
    writeFileSync(folder.log('receipt'), 'no log');
    await expect(back(at('two'), at('two-keys'))).rejects.toMatchObject(refusal('LogUnreadable'));
    rmSync(join(folder.keyFolder, 'master.key'));
    await expect(back(at('three'), at('three-keys'))).rejects.toMatchObject(refusal('KeysMissing'));
    expect(existsSync(at('three'))).toBe(false);
    await expect(restored(at('one'), at('one-keys'))).rejects.toMatchObject(refusal('NotABackup'));
  });
});

describe('A backup of what witnesses saw', () => {
  const post = signerOf('post.example', 'cosignature', Buffer.alloc(32, 7));
  /** The ledger of the log `main` of a folder; closed by `done`. */
  const ledgerOf = ({ ledgers, log }: DataFolder) => {
    const [store, files] = [sqliteEventStore({ path: log('main') }), folderNamedFiles(join(ledgers, 'main'))];
    const signer = signerOf(originOf(store), 'note', Buffer.alloc(32, 5));
    return { store, files, ledger: openLedger({ store, files, signer }), done: () => store.close() };
  };

  /** The post cosigns the ledger's only checkpoint. Answers it with what came back. */
  async function cosigned(): Promise<string> {
    const { ledger, store, files, done } = ledgerOf(folder);
    const { note } = parseCheckpoint((await ledger.seal()).checkpoint ?? '');
    const signatures = [...note.signatures, signText(post, note.text, 1_647_000_000)];
    const checkpoint = formatNote({ text: note.text, signatures });
    const keys = [...(await ledger.keys.all()), post.verifier].map(formatVerifierKey);
    await putWitnessed(files, originOf(store), { keys, checkpoints: [checkpoint] }, 1_647_000_000);
    await done();
    return checkpoint;
  }

  it('is restored, and kept again once the log is sealed so far', async () => {
    const checkpoint = await cosigned();
    expect(await back()).toMatchObject({ witnessed: [{ log: 'main', checkpoints: [checkpoint] }] });
    await restored();
    const { ledger, done } = ledgerOf(dataFolder(at('new')));
    expect(await ledger.sealed()).toMatchObject({ size: 0 });
    expect((await ledger.seal()).checkpoint).toBe(
      formatNote(parseCheckpoint(checkpoint).note).replace(/— post.*\n/, ''),
    );
    await done();
    // A backup of the restored folder has it, too.
    const again = await makeBackup({
      ...{ source: folderSource(dataFolder(at('new'))), to: at('again'), by: '0.1.0', clock: () => 0 },
      onProgress: () => undefined,
    });
    expect(again.witnessed).toMatchObject([{ checkpoints: [checkpoint] }]);
  });

  it('is refused where it is not as it was signed, or of no log of the backup', async () => {
    await cosigned();
    await back();
    const manifest = at('backup', 'manifest.json');
    const text = readFileSync(manifest, 'utf8');
    for (const [found, other] of [
      ['\\n1\\n', '\\n2\\n'],
      ['"log": "main"', '"log": "other"'],
    ]) {
      writeFileSync(manifest, text.replace(found ?? '', other ?? ''));
      await expect(restored()).rejects.toMatchObject(refusal('ManifestDamaged'));
      expect(existsSync(at('new'))).toBe(false);
    }
  });

  it('is not made of a ledger that is damaged', async () => {
    await cosigned();
    writeFileSync(join(folder.ledgers, 'main', 'keys', '1'), 'no key');
    await expect(back()).rejects.toMatchObject(refusal('LedgerUnreadable'));
  });
});

describe('A restore', () => {
  beforeEach(() => back());

  it('reads the form of earlier versions', async () => {
    rewrite(at('backup', 'manifest.json'), (all) => ({ ...all, format: 1 }));
    await restored();
    expect(existsSync(at('new', 'logs', 'main.sqlite'))).toBe(true);
  });

  it.each([
    ['a changed log', 'FileDamaged', () => appendFileSync(at('backup', 'logs', 'main.sqlite'), '!')],
    ['a log that is gone', 'FileDamaged', () => rmSync(at('backup', 'logs', 'receipt.sqlite'))],
    ['an upload that is gone', 'FileDamaged', () => rmSync(at('backup', 'uploads', upload))],
    ['a shortened list of uploads', 'FileDamaged', () => writeFileSync(at('backup', 'uploads.jsonl'), '')],
    ['a changed key', 'FileDamaged', () => appendFileSync(at('keys', 'master.key'), '!')],
    ['a backup that was cut off', 'NotABackup', () => rmSync(at('backup', 'manifest.json'))],
    ['keys that were cut off', 'NotABackup', () => rmSync(at('keys', 'manifest.json'))],
    ['a half manifest', 'ManifestDamaged', () => writeFileSync(at('backup', 'manifest.json'), '{"format":1,')],
    [
      'a manifest that leads elsewhere',
      'ManifestDamaged',
      () => rewrite(at('backup', 'manifest.json'), (all) => ({ ...all, logs: [{ store: 'logs', name: '../x' }] })),
    ],
    [
      'a newer form',
      'NewerBackup',
      () => rewrite(at('backup', 'manifest.json'), (all) => ({ ...all, format: 3, more: true })),
    ],
    ['keys in the place of data', 'NoDataInBackup', () => swap('keys')],
    ['data in the place of keys', 'NoKeysInBackup', () => swap('backup')],
  ])('of %s is refused, and leaves nothing', async (_, code, spoil) => {
    const before = () => readdirSync(parent).filter((name) => name.includes('new'));
    spoil();
    await expect(restored()).rejects.toMatchObject(refusal(code));
    expect(before()).toEqual([]);
  });

  /** Both folders hold the same thing. */
  function swap(kept: 'backup' | 'keys'): void {
    const other = kept === 'keys' ? 'backup' : 'keys';
    writeFileSync(at(other, 'manifest.json'), readFileSync(at(kept, 'manifest.json')));
  }

  it('takes the keys of the same backup only', async () => {
    await back(at('later'), at('later-keys'));
    await expect(restored(at('backup'), at('later-keys'))).rejects.toMatchObject(refusal('KeysOfAnotherBackup'));
  });

  it('never goes into a folder that holds something', async () => {
    mkdirSync(at('new'));
    writeFileSync(at('new', 'mine'), '');
    await expect(restored()).rejects.toMatchObject(refusal('FolderNotEmpty'));
    expect(readdirSync(at('new'))).toEqual(['mine']);
    await expect(restored(at('backup'), at('keys'), at('backup', 'new'))).rejects.toMatchObject(
      refusal('FoldersOverlap'),
    );
  });
});
