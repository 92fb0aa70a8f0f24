import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, Replay, refuse, Role } from '@hoso/contracts';
import fc from 'fast-check';
import { type LogShelf, logShelf, shelfTime, xes } from '../../test/log-shelf.ts';
import { dossierId, record, type Told, told } from '../../test/story.ts';
import { recordedCalendars } from '../clock/recorded-calendars.ts';
import { dossierIdOf, importXes } from '../imports/import-xes.ts';
import { histories } from './dossier-history.ts';
import { replay } from './replay.ts';

let shelf: LogShelf;
beforeEach(() => {
  shelf = logShelf(Date.parse('2022-03-12T00:00:00.000Z'));
});
afterEach(() => shelf.close());

const code = '000.00.21.H49-220315-0001';
const now = '2022-03-22T00:00:00.000Z';
/** When its findings became certain. */
let certainAt: readonly string[] = [];
const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
const replaying = async (ask: Readonly<Record<string, unknown>> = {}, reader = inspector) => {
  const ports = {
    logs: shelf.logs,
    findDossierId: async (asked: string) => (asked === code ? dossierId : refuse('DossierNotFound', { id: asked })),
    clock: () => Date.parse(now),
    histories: histories(),
    calendars: recordedCalendars(),
    certainAt: async () => certainAt,
  };
  return Replay.answer.parse(await replay(ports, Replay.ask.parse({ dossier: dossierId, ...ask }), reader));
};

const { submitted, received, transferred, opened, assigned, issued, resultRecorded } = told;
const story: readonly Told[] = [submitted, received, transferred, opened, assigned, issued, resultRecorded];

describe('A replay', () => {
  beforeEach(() => shelf.setClock(Date.parse('2022-03-13T00:00:00.000Z')));

  it('tells all streams of a dossier in the order of the log, with what they lead to', async () => {
    await record(shelf.main, story);
    const answer = await replaying();
    expect(answer.events.map(({ type }) => type)).toEqual(story.map(({ type }) => type));
    expect(answer.events.map(({ position }) => position)).toEqual(
      [3, 4, 5, 6, 7, 8, 9].map((position) => position - 1),
    );
    expect(new Set(answer.events.map(({ stream }) => stream))).toEqual(
      new Set([`dossier-${dossierId}`, `case-${dossierId}-1`]),
    );
    expect(answer).toMatchObject({
      dossier: dossierId,
      beyond: 0,
      completeUpTo: 8,
      log: { name: 'main', kind: 'live' },
    });
    expect(answer.state).toMatchObject({ status: 'finished', overdue: false, holder: { unit: 'ha-long-one-stop' } });
  });
  it('is for whom `readingOf` names; to anybody else there is no such dossier', async () => {
    await record(shelf.main, story);
    const units = ['ha-long-one-stop', 'ha-long-office', 'elsewhere'];
    const people = Role.options.flatMap((role) => units.map((unit): Actor => ({ id: 'citizen-1', role, unit })));
    const readers: string[] = [];
    for (const person of people) {
      for (const dossier of [dossierId, code]) {
        try {
          await replaying({ dossier, asOf: '2022-03-14T12:00:00.000Z' }, person);
          readers.push(`${person.role} ${person.unit}`);
        } catch (error) {
          expect(error).toMatchObject({ code: 'DossierNotFound', params: { id: dossier } });
        }
      }
    }
    const staff = ['clerk', 'one-stop-head', 'officer', 'head', 'coordinator', 'postal'];
    const expected = [
      ...staff.flatMap((role) => ['ha-long-one-stop', 'ha-long-office'].map((unit) => `${role} ${unit}`)),
      ...['inspector', 'operator', 'privacy-officer', 'system'].flatMap((role) =>
        units.map((unit) => `${role} ${unit}`),
      ),
    ];
    expect([...new Set(readers)].sort()).toEqual(expected.sort());
    expect(readers).toHaveLength(2 * expected.length);
  });
  it('is for the applicant who submitted it', async () => {
    const applicant: Actor = { id: 'citizen-1', role: 'applicant', unit: 'public' };
    await record(shelf.main, [{ ...submitted, by: applicant }, received]);
    expect(await replaying({}, applicant)).toMatchObject({ state: { status: 'received' } });
    await expect(replaying({}, { ...applicant, id: 'citizen-2' })).rejects.toMatchObject({ code: 'DossierNotFound' });
  });
  it('finds the dossier by its code as well', async () => {
    await record(shelf.main, story);
    expect(await replaying({ dossier: code })).toEqual(await replaying());
  });
  it('keeps personal fields sealed', async () => {
    await record(shelf.main, story);
    const [first] = (await replaying()).events;
    expect(first?.data).toMatchObject({ applicant: { kid: 'k', ct: 'Y3Q=' } });
  });
  it('shows how late each event was recorded', async () => {
    shelf.setClock(Date.parse('2022-03-14T03:00:05.000Z'));
    await record(shelf.main, [submitted]);
    expect((await replaying()).events[0]?.lateMs).toBe(5_000);
  });

  it('tells backdating from truth: as it stood, as it was known, and what could be known of it', async () => {
    shelf.setClock(Date.parse('2022-03-15T03:00:00.000Z'));
    await record(shelf.main, [submitted, received, transferred, opened]);
    shelf.setClock(Date.parse('2022-03-21T00:00:00.000Z'));
    await record(shelf.main, [issued, resultRecorded]);
    const on = '2022-03-19T00:00:00.000Z';

    const stood = await replaying({ asOf: on });
    expect(stood).toMatchObject({ asOf: on, beyond: 0, state: { status: 'finished', overdue: false } });
    const known = await replaying({ asKnown: on });
    expect(known).toMatchObject({ asKnown: on, beyond: 2, state: { status: 'in-process', overdue: true } });
    const both = await replaying({ asOf: '2022-03-15T02:45:00.000Z', asKnown: on });
    expect(both).toMatchObject({ beyond: 4, state: { status: 'received', overdue: false } });
  });

  it('is told as of now where no moment is asked for', async () => {
    await record(shelf.main, [submitted, received]);
    expect((await replaying()).state.overdue).toBe(true);
  });
  it('tells an empty beginning, since the dossier is there', async () => {
    await record(shelf.main, story);
    const answer = await replaying({ asOf: '2020-01-01T00:00:00.000Z' });
    expect(answer).toMatchObject({ events: [], beyond: 7, state: { status: 'not-submitted' } });
  });
  it.each([['019d2bfd-3fe0-7abc-b9d6-5e9e20d6eeff'], ['000.00.21.H49-220315-9999'], ['case-10011']])(
    'refuses what the log does not hold: %s',
    async (dossier) => {
      await record(shelf.main, story);
      await expect(replaying({ dossier })).rejects.toMatchObject({ code: 'DossierNotFound' });
    },
  );
  it('refuses a log that is not there', async () => {
    await expect(replaying({ log: 'nowhere' })).rejects.toMatchObject({ code: 'LogNotFound' });
  });
});

describe('The laws of replay', () => {
  const instants = Array.from({ length: 12 }, (_, day) => Date.parse('2022-03-12T00:00:00.000Z') + day * 86_400_000);
  const instant = fc.constantFrom(...instants.map((epochMs) => new Date(epochMs).toISOString()));

  it('hold for any moments: subsets, their intersection, and the whole at the head', async () => {
    for (const [day, event] of Object.values(told).entries()) {
      shelf.setClock((instants[0] ?? 0) + day * 21_600_000);
      await record(shelf.main, [event]);
    }
    const positions = async (bounds: { readonly asOf?: string; readonly asKnown?: string }) =>
      (await replaying({ ...bounds })).events.map(({ position }) => position);
    const whole = await replaying();
    await fc.assert(
      fc.asyncProperty(instant, instant, async (asOf, asKnown) => {
        const [stood, known, both] = [
          await positions({ asOf }),
          await positions({ asKnown }),
          await positions({ asOf, asKnown }),
        ];
        expect(both).toEqual(stood.filter((position) => known.includes(position)));
        expect(stood).toEqual(whole.events.filter((event) => event.occurredAt <= asOf).map(({ position }) => position));
        expect(known).toEqual(
          whole.events.filter((event) => event.recordedAt <= asKnown).map(({ position }) => position),
        );
        // What was known at one time is a beginning of what is known now: nothing is ever put in between.
        expect(known).toEqual(whole.events.slice(0, known.length).map(({ position }) => position));
      }),
      { numRuns: 60 },
    );
    const head = { asOf: now, asKnown: now };
    expect((await replaying(head)).state).toEqual(whole.state);
    expect((await replaying(head)).events).toEqual(whole.events);
  });
});

describe('A replay of an imported case', () => {
  const town = () => shelf.logs.open('town')?.log ?? refuse('LogNotFound', { log: 'town' });
  beforeEach(async () => {
    const file = xes({
      name: 'case-1',
      attributes: { channel: 'Internet', deadline: '2010-11-01T00:00:00Z' },
      events: [
        ['Receive', '2010-10-01T00:00:00Z', 'Resource01'],
        ['Decide', '2010-10-05T00:00:00Z', 'Resource02'],
        ['Check', '2010-10-03T00:00:00Z', 'Resource03'],
      ],
    });
    shelf.setClock(shelfTime);
    await importXes(shelf, { log: 'town', upload: shelf.upload(file) });
  });

  it('is found by its name, and by its id', async () => {
    const answer = await replaying({ dossier: 'case-1', log: 'town' });
    expect(answer).toMatchObject({
      case: 'case-1',
      dossier: dossierIdOf({ log: town() }, 'case-1'),
      log: { kind: 'imported' },
    });
    expect(await replaying({ dossier: answer.dossier, log: 'town' })).toEqual(answer);
  });
  it('stands at its last activity in time, with its record’s attributes', async () => {
    const { state } = await replaying({ dossier: 'case-1', log: 'town' });
    expect(state).toEqual({
      ...{ status: 'Decide', overdue: false, papers: [] },
      attributes: { 'concept:name': 'case-1', channel: 'Internet', deadline: '2010-11-01T00:00:00Z' },
    });
  });
  it('stood elsewhere before', async () => {
    const answer = await replaying({ dossier: 'case-1', log: 'town', asOf: '2010-10-04T00:00:00.000Z' });
    expect(answer.state.status).toBe('Check');
    expect(answer.beyond).toBe(1);
  });
  it('was not known before it was imported', async () => {
    const before = new Date(shelfTime - 1).toISOString();
    const answer = await replaying({ dossier: 'case-1', log: 'town', asKnown: before });
    expect(answer).toMatchObject({ events: [], beyond: 3, state: { status: 'not-submitted' } });
  });

  describe('goes step by step', () => {
    const at = async (ask: Readonly<Record<string, unknown>>) => {
      const { asOf, asKnown, remarks, events } = await replaying(ask);
      return { moment: asKnown ?? asOf, no: remarks.map(({ code }) => code), events: events.length };
    };

    it('along what was recorded, on and back, and stays where nothing lies further', async () => {
      await record(shelf.main, story);
      expect(await at({ asKnown: '#2', step: 'next' })).toEqual({ moment: '#3', no: [], events: 2 });
      expect(await at({ asKnown: '#3', step: 'previous' })).toEqual({ moment: '#2', no: [], events: 1 });
      expect(await at({ asKnown: '#2', step: 'previous' })).toEqual({ moment: '#2', no: ['no-step'], events: 1 });
      expect(await at({ step: 'previous' })).toEqual({ moment: '#7', no: [], events: 6 });
      expect(await at({ step: 'next' })).toEqual({ moment: undefined, no: ['no-step'], events: 7 });
      expect(await at({ asKnown: '2020-01-01T00:00:00.000Z', step: 'next' })).toMatchObject({
        moment: '#2',
        events: 1,
      });
    });

    it('along what happened where it is asked by that, whatever was entered later', async () => {
      shelf.setClock(Date.parse('2022-03-21T00:00:00.000Z'));
      await record(shelf.main, [submitted, transferred, received]);
      expect(await at({ asOf: '#2', step: 'next' })).toEqual({ moment: '#4', no: [], events: 2 });
      expect(await at({ asOf: '#4', step: 'next' })).toEqual({ moment: '#3', no: [], events: 3 });
      expect(await at({ asOf: '#3', step: 'previous' })).toEqual({ moment: '#4', no: [], events: 2 });
    });

    it('visits each event once on its way there and back', async () => {
      await record(shelf.main, story);
      const walk = async (step: string, from: string | undefined): Promise<(string | undefined)[]> => {
        const { moment, no } = await at({ asKnown: from, step });
        return no.length > 0 ? [] : [moment, ...(await walk(step, moment))];
      };
      const there = await walk('next', '2020-01-01T00:00:00.000Z');
      expect(there).toEqual([2, 3, 4, 5, 6, 7, 8].map((position) => `#${position}`));
      expect(await walk('previous', there.at(-1))).toEqual(there.slice(0, -1).reverse());
    });

    it('to the moments at which findings became certain', async () => {
      await record(shelf.main, story);
      certainAt = ['2022-03-18T10:00:00.000Z', '2022-03-14T05:00:00.000Z'];
      const [first, last] = certainAt.toSorted();
      expect(await at({ asOf: '2022-03-14T03:00:00.000Z', step: 'next-finding' })).toMatchObject({ moment: first });
      expect(await at({ asOf: first, step: 'next-finding' })).toMatchObject({ moment: last, no: [] });
      expect(await at({ asOf: last, step: 'next-finding' })).toMatchObject({ moment: last, no: ['no-step'] });
      expect(await at({ asOf: last, step: 'previous-finding' })).toMatchObject({ moment: first });
      expect(await at({ step: 'previous-finding' })).toMatchObject({ moment: last });
      certainAt = [];
    });
  });
});
