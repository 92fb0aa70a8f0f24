import { describe, expect, it } from '@jest/globals';
import type { Inspection } from '@hoso/contracts';
import { makePack } from './make-pack.ts';
import type { PackSource } from './pack-source.ts';

const id = '0192f1a0-0000-7000-8000-0000000000aa';
const at = '2022-04-01T02:00:00.000Z';
const inspector = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' } as const;
const sha256 = 'ab'.repeat(32);
const opened: Inspection = {
  ...{ id, version: 2, kind: 'announced', self: false, announced: true, conductedBy: 'inspectorate' },
  ...{ from: '2022-03-01', to: '2022-03-31', openedAt: at, openedBy: inspector, status: 'open', title: 'Kiểm tra' },
  ...{ checklist: [], checks: [], findings: [], measures: [], packs: [] },
};
const sample: NonNullable<Inspection['sample']> = {
  ...{ method: 'simple', size: 1, seed: 'mam-2022', seedFrom: 'given', upTo: 9, findingsUpTo: 3, checkpoint: 'x' },
  ...{ population: 0, populationSha256: sha256, drawn: [], at, times: 1 },
};

/** A platform whose sample is empty: all that it is asked for is told, and what it is told is counted. */
function emptySource(recorded: string[]): PackSource {
  const answers: Readonly<Record<string, unknown>> = {
    '/ledger': { log: 'main', origin: 'hoso/x', keys: [], size: 9, checkpoints: 1, completeUpTo: 9, lagMs: 0 },
    [`/inspections/${id}/population`]: { items: [], count: 0, sha256, completeUpTo: 9, lagMs: 0 },
    [`/inspections/${id}/packs`]: { id, version: 3, position: 7 },
    [`/inspections/${id}/pack-seal`]: { note: 'signed', keys: [] },
  };
  return {
    call: async ({ method, path }) => {
      if (method === 'POST') recorded.push(path);
      return answers[path];
    },
    bytes: async () => new Uint8Array(1_000),
  };
}

const making = { ruleSets: [], personal: false, madeAt: at, onProgress: () => undefined };

describe('Making a pack', () => {
  it('ends with its manifest recorded and signed', async () => {
    const recorded: string[] = [];
    const made = await makePack({ ...making, source: emptySource(recorded), inspection: { ...opened, sample } });
    expect(recorded).toEqual([`/inspections/${id}/packs`]);
    expect([...made.files.keys()]).toEqual(expect.arrayContaining(['manifest.json', 'manifest.note', 'index.html']));
    expect(made.count).toBe(made.files.size - 2);
  });

  it('tells on its first page what each item of the checklist was answered', async () => {
    const said = { by: inspector, at };
    const checks = [{ ...said, item: 1, verdict: 'broken' as const, note: 'Mất phiếu' }];
    const inspection = { ...opened, sample, checklist: ['Có phiếu hẹn?', 'Số hóa đủ?'], checks };
    const { files } = await makePack({ ...making, source: emptySource([]), inspection });
    const page = Buffer.from(files.get('index.html') ?? '').toString();
    for (const part of ['1. Có phiếu hẹn?', 'vi phạm', 'Mất phiếu', '2. Số hóa đủ?']) expect(page).toContain(part);
  });

  it.each([
    { files: 3, bytes: 1_000_000 },
    { files: 1_000, bytes: 1_500 },
  ])('refuses one that is larger than %j before anything of it is recorded', async (most) => {
    const recorded: string[] = [];
    const made = makePack({ ...making, most, source: emptySource(recorded), inspection: { ...opened, sample } });
    await expect(made).rejects.toMatchObject({ code: 'PackTooLarge' });
    expect(recorded).toEqual([]);
  });

  it('refuses an inspection without a sample', async () =>
    expect(makePack({ ...making, source: emptySource([]), inspection: opened })).rejects.toMatchObject({
      code: 'SampleNotDrawn',
    }));
});
