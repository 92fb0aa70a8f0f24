import { describe, expect, it } from '@jest/globals';
import { ListReads, type PersonalRead } from '@hoso/contracts';
import { envelopeOf, uuidV8 } from '@hoso/event-sourcing';
import { memoryEventStore } from '@hoso/event-sourcing/testing';
import { listReads } from './list-reads.ts';
import { recordedReads } from '@hoso/runtime';

const now = Date.parse('2022-03-15T03:00:00.000Z');
const dossier = (n: number) => uuidV8('dossier', n);
const read: PersonalRead = {
  actor: { id: 'clerk-0702', role: 'clerk', unit: 'ha-long-one-stop' },
  dossiers: [dossier(1)],
  fields: ['applicant'],
  purpose: 'casework',
  query: 'FindDossier',
};

function recorder() {
  const store = memoryEventStore(() => now);
  let count = 0;
  const reads = recordedReads({ store, clock: () => now, newId: () => uuidV8('read', count++) });
  const list = async (ask: object = {}) => ListReads.answer.parse(await listReads(store, ListReads.ask.parse(ask)));
  return { store, reads, list };
}

describe('Reads of personal data', () => {
  it('are one durable event an answer, that says who, whose, what and why, and never what it says', async () => {
    const { store, reads } = recorder();
    await reads.record({ ...read, dossiers: [dossier(1), dossier(2)] });
    const [, recorded] = (await store.readAll(0, 10)).map(envelopeOf);
    expect(recorded).toMatchObject({
      type: 'PersonalDataRead',
      stream: expect.stringMatching(/^access-/),
      actor: read.actor,
      occurredAt: '2022-03-15T03:00:00.000Z',
      data: {
        dossiers: [dossier(1), dossier(2)],
        fields: ['applicant'],
        purpose: 'casework',
        query: 'FindDossier',
      },
    });
  });
  it('are listed newest first, of one person or one dossier, page by page', async () => {
    const { reads, list } = recorder();
    await Promise.all(Array.from({ length: 7 }, (_, n) => reads.record({ ...read, dossiers: [dossier(n)] })));
    const inspector = { id: 'inspector-1', role: 'inspector', unit: 'inspectorate' } as const;
    await reads.record({ ...read, actor: inspector, purpose: 'inspection', dossiers: [dossier(3)] });
    expect((await list()).items.map(({ position }) => position)).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
    expect((await list({ actor: 'inspector-1' })).items).toMatchObject([{ actor: inspector, purpose: 'inspection' }]);
    expect((await list({ dossier: dossier(3) })).items.map(({ position }) => position)).toEqual([9, 5]);
    const first = await list({ limit: 5 });
    const { items, next } = await list({ limit: 5, after: first.next });
    expect([...first.items, ...items].map(({ position }) => position)).toEqual([9, 8, 7, 6, 5, 4, 3, 2]);
    expect(next === undefined ? [] : (await list({ after: next })).items).toEqual([]);
  });
  it('that name no dossier, or too many, are not recorded and so refused', async () => {
    const { store, reads } = recorder();
    await expect(reads.record({ ...read, dossiers: [] })).rejects.toThrow();
    await expect(reads.record({ ...read, dossiers: Array(1_001).fill(dossier(1)) })).rejects.toThrow();
    expect(await store.head()).toBe(1);
  });
});
