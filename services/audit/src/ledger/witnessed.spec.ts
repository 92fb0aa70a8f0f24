import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { signText, formatVerifierKey, parseCheckpoint, type Signer, signerOf } from '@hoso/merkle-log';
import { memoryFiles } from '../../test/memory-files.ts';
import { cosignatures } from './cosignatures.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { putWitnessed, takeWitnessed, type Witnessed } from './witnessed.ts';

const nowS = 1_795_000_000;
const post = signerOf('post.example', 'cosignature', Buffer.alloc(32, 7));
const inspectorate = signerOf('inspectorate.example', 'cosignature', Buffer.alloc(32, 8));
const signerFor = ({ log }: Pick<SqliteEventStore, 'log'>, seed = 5) =>
  signerOf(`hoso/${log.id}`, 'note', Buffer.alloc(32, seed));

let folder: string;
let store: SqliteEventStore;
const logIn = (name: string) =>
  sqliteEventStore({ path: join(folder, `${name}.sqlite`), log: { kind: 'live' }, clock: () => nowS * 1_000 });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-witnessed-'));
  store = logIn('main');
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

let commands = 0;
async function append(count: number): Promise<void> {
  const id = `00000000-0000-4000-8000-${String(++commands).padStart(12, '0')}`;
  const event = {
    ...{ commandId: id, commandType: 'Note', type: 'Noted', schemaVersion: 1, correlationId: id, data: { commands } },
    ...{ occurredAt: '2026-11-26T02:00:00.000Z', actor: { id: 'clerk', role: 'clerk', unit: 'one-stop' } },
  };
  await store.append([{ stream: `note-${commands}`, expected: 0, events: Array.from({ length: count }, () => event) }]);
}

interface Lying {
  readonly files: ReturnType<typeof memoryFiles>;
  readonly ledger: Ledger;
}
function over(files = memoryFiles(), seed = 5): Lying {
  return { files, ledger: openLedger({ store, files, signer: signerFor(store, seed) }) };
}

/** A witness gives back its signature of the newest checkpoint, as the platform keeps it. */
async function cosign({ files, ledger }: Lying, witness: Signer): Promise<number> {
  const { size, checkpoint = '' } = await ledger.sealed();
  await ledger.keys.add(witness.verifier);
  await cosignatures(files, ledger).add(size, signText(witness, parseCheckpoint(checkpoint).note.text, nowS));
  return size;
}

/** A ledger that the post saw at 3, both at 303 and the inspectorate at 304, and that went on since. */
async function seen(): Promise<Lying & { readonly taken: Witnessed }> {
  const lying = over();
  await append(2);
  await lying.ledger.seal();
  await cosign(lying, post);
  await append(300);
  await lying.ledger.seal();
  await cosign(lying, post);
  await append(1);
  await lying.ledger.seal();
  await cosign(lying, inspectorate);
  await append(5);
  await lying.ledger.seal();
  const taken = await takeWitnessed(lying.files);
  if (!taken) throw new Error('two have cosigned');
  return { ...lying, taken };
}

const origin = () => `hoso/${store.log.id}`;
const namesIn = (text: string) => parseCheckpoint(text).note.signatures.map(({ name }) => name);
const sizesIn = ({ checkpoints }: Witnessed) => checkpoints.map((text) => parseCheckpoint(text).size);

describe('What witnesses saw of a ledger', () => {
  it('is nothing where nobody looked', async () => {
    const { files, ledger } = over();
    await append(3);
    await ledger.seal();
    expect(await takeWitnessed(files)).toBeUndefined();
  });

  it('is the last checkpoint of each with what came back for it, and all keys', async () => {
    const { taken } = await seen();
    expect(sizesIn(taken)).toEqual([303, 304]);
    expect(taken.checkpoints.map(namesIn)).toEqual([
      [origin(), 'post.example'],
      [origin(), 'inspectorate.example'],
    ]);
    expect(taken.keys).toEqual(
      [signerFor(store), post, inspectorate].map(({ verifier }) => formatVerifierKey(verifier)),
    );
  });

  it('is kept again once a ledger begun anew is sealed so far, and signed for nothing before', async () => {
    const { taken, ledger: lost } = await seen();
    const { files, ledger } = over();
    await putWitnessed(files, origin(), taken, nowS);
    // A backup of what is not sealed yet holds it, too.
    expect(await takeWitnessed(files)).toEqual(taken);
    const sizes: number[] = [];
    for (let step = 0; step < 3; step++) sizes.push((await ledger.seal(100)).size);
    expect(sizes).toEqual([303, 304, 309]);
    expect((await ledger.sealed()).checkpoint).toBe((await lost.sealed()).checkpoint);
    const witnessed = cosignatures(files, ledger);
    expect(await witnessed.newest()).toBe(304);
    const kept = await Promise.all(
      [0, 1].map(async (number) => witnessed.under((await ledger.kept.find(number)) ?? '')),
    );
    expect(kept).toEqual(taken.checkpoints);
    expect(await takeWitnessed(files)).toEqual(taken);
  });

  it('stays as it was signed where the platform has another key since', async () => {
    const { taken } = await seen();
    const { files, ledger } = over(memoryFiles(), 6);
    await putWitnessed(files, origin(), taken, nowS);
    for (let step = 0; step < 3; step++) await ledger.seal();
    expect(await ledger.kept.find(1)).toContain(taken.checkpoints[1]?.split('\n')[4]);
    expect(await ledger.keys.all()).toHaveLength(4);
    // Whoever opens it next finds it in order.
    await append(1);
    expect(await over(files, 6).ledger.seal()).toMatchObject({ size: 310 });
  });

  it('keeps another log, or one that lacks events, from being signed at all', async () => {
    const { taken } = await seen();
    const lacking = over();
    await store.close();
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'hoso-witnessed-'));
    store = logIn('other');
    await append(200);
    // Whoever forges a log gives it the id of the one that it is to pass for.
    const forged = openLedger({
      store,
      files: lacking.files,
      signer: signerOf(nameIn(taken), 'note', Buffer.alloc(32, 5)),
    });
    await putWitnessed(lacking.files, nameIn(taken), taken, nowS);
    await expect(forged.seal()).rejects.toThrow('has 201 events, 304 were signed');
    await append(150);
    await expect(forged.seal()).rejects.toThrow('does not give the root that witnesses have cosigned at 303');
    expect(await forged.sealed()).toEqual({ size: 0, checkpoints: 0 });
  });

  it('is not taken for another log, nor with a signature that does not hold, and nothing is written then', async () => {
    const { taken } = await seen();
    const { files } = over();
    await expect(putWitnessed(files, 'hoso/other', taken, nowS)).rejects.toMatchObject({ field: 'checkpoint.origin' });
    const forged = { ...taken, checkpoints: taken.checkpoints.map((text) => text.replace('\n303\n', '\n302\n')) };
    await expect(putWitnessed(files, origin(), forged, nowS)).rejects.toMatchObject({ name: 'NotProven' });
    expect([...files.files.keys()]).toEqual([]);
  });

  it('never takes the place of what a ledger knows better', async () => {
    const { files, ledger, taken } = await seen();
    await cosign({ files, ledger }, post);
    await putWitnessed(files, origin(), taken, nowS);
    expect(await cosignatures(files, ledger).newest()).toBe(309);
    await append(1);
    expect(await over(files).ledger.seal()).toMatchObject({ size: 310 });
  });
});

const nameIn = ({ checkpoints: [first = ''] }: Witnessed): string => parseCheckpoint(first).origin;
