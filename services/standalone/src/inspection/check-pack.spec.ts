import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Inspection } from '@hoso/contracts';
import { uuidV8 } from '@hoso/event-sourcing';
import {
  formatEventLine,
  formatNote,
  formatTlogProof,
  formatVerifierKey,
  proveConsistency,
  proveInclusion,
  parseCheckpoint,
  signText,
  signerOf,
  toBase64,
} from '@hoso/merkle-log';
import { drawSample, populationHash } from '@hoso/rules';
import { asCopied, keys, log, nowS, sealedCopy } from '../../../../packages/merkle-log/test/sealed-copy.ts';
import { checkPack } from './check-pack.ts';
import { manifestText, packFiles, sha256Of } from './pack-format.ts';
import { packOf } from './pack-readers.ts';
import { filesInZip, zipOf } from './zip.ts';

type Files = Map<string, Uint8Array>;

const id = uuidV8('inspection');
const dossiers = [1, 2, 3, 4].map((n) => uuidV8('dossier', n));
const body = (dossier: string, version: number) =>
  JSON.stringify({ data: {}, dossierId: dossier, stream: `dossier-${dossier}`, type: 'Tried', version });
/** Of each dossier three events, one after the other. */
const events = Array.from({ length: 12 }, (_, place) => ({
  ...{ position: place + 1, recordedAt: 1_646_092_800_000 + place * 1_000 },
  body: body(dossiers[place % 4] ?? '', Math.floor(place / 4) + 1),
}));
const copy = sealedCopy(events, [10, 12]);
const [drawnAt = ''] = copy.checkpoints;
const members = dossiers
  .map((dossier) => ({ dossier, stratum: '', weight: 1 }))
  .sort((a, b) => (a.dossier < b.dossier ? -1 : 1));
const seed = toBase64(parseCheckpoint(drawnAt).root);
const drawn = drawSample(members, 2, seed);
const by = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' } as const;

const inspection: Inspection = {
  ...{
    id,
    version: 2,
    kind: 'unannounced',
    conductedBy: 'inspectorate',
    self: false,
    from: '2022-03-01',
    to: '2022-03-31',
  },
  ...{ openedAt: '2022-04-01T00:00:00.000Z', openedBy: by, announced: false, status: 'open', title: 'Kiểm tra' },
  ...{ checklist: [], checks: [], findings: [], measures: [], packs: [] },
  sample: {
    ...{ method: 'simple', size: 2, seed, seedFrom: 'ledger', upTo: 10, findingsUpTo: 1, checkpoint: drawnAt },
    ...{ population: 4, populationSha256: populationHash(members), drawn: [...drawn] },
    ...{ at: '2022-04-01T00:00:00.000Z', times: 1 },
  },
};

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const { tiles } = asCopied(copy);

/** The files of a pack before anybody has signed them. */
async function unsigned(): Promise<Files> {
  const files: Files = new Map();
  const put = (name: string, text: string) => files.set(name, Buffer.from(text));
  for (const dossier of drawn) {
    const own = events.filter((event) => event.body.includes(dossier));
    for (const event of own) {
      const { hashes } = await proveInclusion(event.position - 1, 12, tiles);
      put(packFiles.event(event.position), `${formatEventLine(event)}\n`);
      put(
        packFiles.proof(event.position),
        formatTlogProof({ index: event.position - 1, hashes, checkpoint: copy.newest }),
      );
    }
    files.set(
      packFiles.dossier(dossier, 'index'),
      json({ dossier, history: own.map(({ position }) => position), beside: [] }),
    );
    put(packFiles.page(dossier, 'vi'), '<!doctype html>');
  }
  put(packFiles.checkpoint(10), drawnAt);
  put(packFiles.checkpoint(12), copy.newest);
  const { hashes } = await proveConsistency(10, 12, tiles);
  const [root1, root2] = [drawnAt, copy.newest].map((note) => toBase64(parseCheckpoint(note).root));
  const proof = { size1: 10, size2: 12, root1, root2, hashes: hashes.map(toBase64) };
  files.set(packFiles.consistency(10, 12), json(proof));
  files.set(packFiles.inspection, json(inspection));
  put(packFiles.population, members.map((member) => `${JSON.stringify(member)}\n`).join(''));
  put(packFiles.keys, keys.map((key) => `${formatVerifierKey(key)}\n`).join(''));
  put(packFiles.note, '# Kiểm tra');
  return files;
}

/** With a manifest, signed by whoever. */
function signed(files: Files, signer = log): Files {
  const head = { inspection: id, origin: 'hoso/trial', madeAt: '2022-04-02T00:00:00.000Z', personal: false };
  const manifest = manifestText(head, files);
  const text = `hoso-inspection-pack/v1\nhoso/trial\n${id}\n${sha256Of(manifest)}\n${files.size}\n${head.madeAt}\n`;
  const note = formatNote({ text, signatures: [signText(signer, text)] });
  return new Map([...files, [packFiles.manifest, Buffer.from(manifest)], [packFiles.seal, Buffer.from(note)]]);
}

async function faultsOf(files: Files, given: readonly string[] = []): Promise<readonly string[]> {
  const faults: string[] = [];
  const onFault = ({ message }: Error): void => void faults.push(message);
  await checkPack(packOf(files), { keys: given, nowS, onFault, onProgress: () => undefined }).catch(onFault);
  return faults;
}

function flipped(files: Files, name: string, place = 0.5): Files {
  const bytes = Buffer.from(files.get(name) ?? []);
  const at = Math.floor(bytes.length * place);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return new Map(files).set(name, bytes);
}

function without(files: Files, name: string): Files {
  return new Map([...files].filter(([one]) => one !== name));
}

let pack: Files;
beforeAll(async () => {
  pack = signed(await unsigned());
});

describe('A pack', () => {
  it('holds, as a folder and as an archive', async () => {
    expect(await faultsOf(pack)).toEqual([]);
    expect(await faultsOf(new Map(filesInZip(zipOf(pack))))).toEqual([]);
    expect(await faultsOf(pack, keys.map(formatVerifierKey))).toEqual([]);
    const options = { keys: [], nowS, onFault: () => undefined, onProgress: () => undefined };
    expect(await checkPack(packOf(pack), options)).toEqual({
      ...{ inspection: id, origin: 'hoso/trial', madeAt: '2022-04-02T00:00:00.000Z', personal: false },
      ...{ files: pack.size - 2, events: 6, dossiers: 2, checkpoints: 2, faults: 0 },
    });
  });

  it('names every file in which one byte was changed, wherever in it', async () => {
    for (const name of pack.keys()) {
      for (const place of [0, 0.3, 0.6, 0.99]) {
        const faults = await faultsOf(flipped(pack, name, place));
        // What a signature covers and where it stands are two files: one of them is named.
        const named = name === packFiles.seal || name === packFiles.manifest ? /^manifest\./ : undefined;
        expect([name, faults.some((fault) => (named ? named.test(fault) : fault.startsWith(name)))]).toEqual([
          name,
          true,
        ]);
      }
    }
  });

  it('names the position whose event was changed', async () => {
    const [position] = events.flatMap((event) => (event.body.includes(drawn[0] ?? '') ? [event.position] : []));
    const name = packFiles.event(position ?? 0);
    const text = Buffer.from(pack.get(name) ?? [])
      .toString()
      .replace('Tried', 'Tries');
    const faults = await faultsOf(new Map(pack).set(name, Buffer.from(text)));
    expect(faults).toContainEqual(expect.stringMatching(new RegExp(`^event ${position}: hashes`)));
  });

  it('says of nothing that is there that it is missing, whatever was changed in it', async () => {
    for (const name of pack.keys()) {
      for (const place of [0, 0.3, 0.6, 0.99]) {
        const faults = await faultsOf(flipped(pack, name, place));
        expect([name, faults.filter((fault) => /is missing|lacks one/.test(fault))]).toEqual([name, []]);
      }
    }
  });

  it('says of an event without its proof what is missing, and no more', async () => {
    const [position = 0] = events.flatMap((event) => (event.body.includes(drawn[0] ?? '') ? [event.position] : []));
    const faults = await faultsOf(without(pack, packFiles.proof(position)));
    expect(new Set(faults)).toEqual(new Set([`${packFiles.proof(position)}: is missing`]));
  });

  it('names every file that is missing', async () => {
    for (const name of pack.keys()) {
      const faults = await faultsOf(without(pack, name));
      expect([name, faults.some((fault) => fault === `${name}: is missing`)]).toEqual([name, true]);
    }
  });

  it('names a file that nobody has put into its manifest', async () =>
    expect(await faultsOf(new Map(pack).set('pages/more.html', json(1)))).toEqual([
      'pages/more.html: is extra: no manifest names it',
    ]));

  it('whose manifest was made anew is not the one that was signed', async () => {
    const changed = new Map(await unsigned()).set(packFiles.note, Buffer.from('# Khác'));
    const forged = signed(changed).set(packFiles.seal, pack.get(packFiles.seal) ?? json(1));
    expect(await faultsOf(forged)).toEqual(['manifest.json: is not the one that was signed']);
  });

  it('that somebody else has signed is refused by who knows the key of its log', async () => {
    const thief = signerOf('hoso/trial', 'note', Buffer.alloc(32, 9));
    const files = await unsigned();
    const stolen = signed(files.set(packFiles.keys, Buffer.from(`${formatVerifierKey(thief.verifier)}\n`)), thief);
    const [fault] = await faultsOf(stolen, [formatVerifierKey(log.verifier)]);
    expect(fault).toContain('manifest.note: signature: hoso/trial has not signed it with a known key');
  });
});

describe('A pack that its log has signed, and that is still wrong,', () => {
  const changed = async (change: (files: Files) => void): Promise<readonly string[]> => {
    const files = await unsigned();
    change(files);
    return await faultsOf(signed(files));
  };
  const [first = ''] = drawn;
  const own = events.filter((event) => event.body.includes(first)).map(({ position }) => position);
  const [, second = 0] = own;

  it('lacks an event between two others', async () =>
    expect(
      await changed((files) => {
        files.delete(packFiles.event(second));
        files.delete(packFiles.proof(second));
        const left = own.filter((position) => position !== second);
        files.set(packFiles.dossier(first, 'index'), json({ dossier: first, history: left, beside: [] }));
      }),
    ).toEqual([expect.stringContaining(`lacks one before it in dossier-${first}`)]));

  it('counts events of another dossier as its own', async () => {
    const other = events.find((event) => event.body.includes(drawn[1] ?? ''))?.position ?? 0;
    const index = json({ dossier: first, history: [...own, other], beside: [] });
    expect(await changed((files) => files.set(packFiles.dossier(first, 'index'), index))).toEqual([
      `event ${other}: is of another dossier`,
    ]);
  });

  it('has a sample that its seed does not draw', async () => {
    const sample = inspection.sample && { ...inspection.sample, drawn: [...drawn].reverse() };
    expect(await changed((files) => files.set(packFiles.inspection, json({ ...inspection, sample })))).toEqual([
      'population.jsonl: does not lead to the sample that was recorded',
    ]);
  });

  it('has a seed that is no root of its log', async () => {
    const other = 'mam-tu-chon-2026';
    const sample = inspection.sample && {
      ...inspection.sample,
      seed: other,
      drawn: [...drawSample(members, 2, other)],
    };
    const faults = await changed((files) => files.set(packFiles.inspection, json({ ...inspection, sample })));
    expect(faults).toContain('inspection.json: its seed is not the root that was signed');
  });

  it('has a population that is another', async () => {
    const text = members
      .slice(1)
      .map((member) => JSON.stringify(member))
      .join('\n');
    expect(await changed((files) => files.set(packFiles.population, Buffer.from(text)))).toContain(
      'population.jsonl: does not lead to the sample that was recorded',
    );
  });

  it('has checkpoints that nothing joins', async () => {
    const proof = { size1: 10, size2: 12, root1: seed, root2: seed, hashes: [seed] };
    const [fault] = await changed((files) => files.set(packFiles.consistency(10, 12), json(proof)));
    expect(fault).toMatch(/^checkpoints\/10-12\.json: /);
  });

  it.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['a number too large', `{"format":"hoso-inspection-pack/v1","files":{"a":{"bytes":1e400,"sha256":""}}}`],
  ])('has %s for a manifest', async (_, text) => {
    const [fault] = await faultsOf(new Map(pack).set(packFiles.manifest, Buffer.from(text)));
    expect(fault).toMatch(/^manifest\.json: /);
  });
});
