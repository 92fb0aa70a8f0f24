import { type Actor, changesNamedMax } from '@hoso/contracts';
import type { RecordedEvent } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/dossier-stories.ts';
import { documentOf, recorded } from '../../test/history.ts';
import { changedDossiers } from './changed-dossiers.ts';

const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
const fresh = { lagMs: 0, held: [] };

/** A log of one event each of these dossiers; the view is complete up to `completeUpTo`. */
function log(dossiers: readonly (string | undefined)[], completeUpTo = dossiers.length) {
  const events: readonly RecordedEvent[] = dossiers.map((dossierId, index) => ({
    position: index + 1,
    recordedAt: 0,
    partition: 0,
    body: JSON.stringify({ dossierId }),
  }));
  const waited: (number | undefined)[] = [];
  return {
    waited,
    ports: {
      clock: () => Date.parse(a.receivedAt),
      store: {
        readAll: async (after: number, limit: number) => events.slice(after, after + limit),
        waitPast: async () => events.length,
      },
      reader: {
        freshness: async (atLeast?: number) => {
          waited.push(atLeast);
          return { ...fresh, completeUpTo };
        },
        find: async (id: string) => ({ ...fresh, completeUpTo, document: documentOf(recorded([a.submitted], id)) }),
      },
    },
  };
}

describe('What changed in dossiers', () => {
  it('is only the position to who has seen nothing yet', async () => {
    const { ports } = log(['a', 'b']);
    expect(await changedDossiers(ports, { waitMs: 0 }, inspector)).toEqual({
      ...{ position: 2, lagMs: 0, at: a.receivedAt, dossiers: [], more: false },
    });
  });

  it('is each dossier once, and nothing of events that belong to none', async () => {
    const { ports } = log([undefined, 'a', 'b', 'a']);
    const told = await changedDossiers(ports, { after: 1, waitMs: 0 }, inspector);
    expect(told).toMatchObject({ position: 4, dossiers: ['a', 'b'] });
  });

  it('goes no further than the view that will be asked next', async () => {
    const { ports } = log(['a', 'b', 'c'], 2);
    expect(await changedDossiers(ports, { after: 1, waitMs: 0 }, inspector)).toMatchObject({
      ...{ position: 2, dossiers: ['b'] },
    });
  });

  it('waits for the view to hold what the log has got meanwhile', async () => {
    const { ports, waited } = log(['a', 'b']);
    await changedDossiers(ports, { after: 1, waitMs: 500 }, inspector);
    expect(waited[0]).toBe(2);
  });

  it.each([
    ['too many events', changesNamedMax.events + 1, (n: number) => `${n % 3}`],
    ['too many dossiers', changesNamedMax.dossiers + 1, (n: number) => `${n}`],
  ])('is not named where it would be %s', async (_, count, id) => {
    const { ports } = log(Array.from({ length: count }, (_, n) => id(n)));
    const told = await changedDossiers(ports, { after: 0, waitMs: 0 }, inspector);
    expect(told).toMatchObject({ position: count, dossiers: [], more: true });
    const { ports: fewer } = log(Array.from({ length: count - 1 }, (_, n) => id(n)));
    expect(await changedDossiers(fewer, { after: 0, waitMs: 0 }, inspector)).toMatchObject({ more: false });
  });

  it('is named to those whose lists hold it', async () => {
    const { ports } = log([a.dossierId]);
    const toldTo = async (actor: Actor) => (await changedDossiers(ports, { after: 0, waitMs: 0 }, actor)).dossiers;
    expect(await toldTo(a.clerk)).toEqual([a.dossierId]);
    expect(await toldTo({ ...a.clerk, unit: 'co-to-one-stop' })).toEqual([]);
    expect(await toldTo({ id: 'citizen-1', role: 'applicant', unit: 'public' })).toEqual([]);
    await expect(changedDossiers(ports, { waitMs: 0 }, undefined)).rejects.toMatchObject({ code: 'RoleNotAllowed' });
  });
});
