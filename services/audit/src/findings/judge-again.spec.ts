import { afterEach, describe, expect, it } from '@jest/globals';
import { instantOf, uuidV8 } from '@hoso/event-sourcing';
import fc from 'fast-check';
import { lawRulesOf } from '../../test/law-rules.ts';
import { dossierId, type Told, told } from '../../test/story.ts';
import { type Trial, trial } from '../../test/trial.ts';

let court: Trial | undefined;
afterEach(() => court?.close());

const at = (instant: string) => Date.parse(instant);
const hourMs = 3_600_000;
const rules = lawRulesOf('V02', 'V09');
const { submitted, received, transferred, opened } = told;
const secondRequest = { ...told.supplementRequested, at: '2022-03-14T05:00:00.000Z', data: { count: 2 } };

/** Anything that may come of a dossier once it is submitted, lawful or not, in any order. */
const happenings: readonly Told[] = [
  ...[told.scanned, told.supplementRequested, told.supplementReceived, secondRequest, received, transferred, opened],
  ...[told.assigned, told.verified, told.appraisalSupplementRequested, told.appraisalSupplementReceived],
  ...[told.restarted, told.extensionRequested, told.apologised, told.dueDateChanged, told.issued],
  ...[told.resultRecorded, told.returned, told.withdrawn],
  { type: 'ReAppointed', data: { dossier: dossierId, case: 1, newDueAt: '2022-03-25T10:00:00.000Z', count: 2 } },
];
type Step =
  | { readonly kind: 'recorded'; readonly dossier: number; readonly event: Told; readonly lateMs: number }
  | { readonly kind: 'time passes'; readonly ms: number; readonly ticks: boolean }
  | { readonly kind: 'restart'; readonly lost: boolean };

const lateness = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 12 * 24 }).map((hours) => hours * hourMs) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('recorded' as const),
      dossier: fc.nat(3),
      event: fc.constantFrom(...happenings),
      lateMs: lateness,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('time passes' as const),
      ms: fc.integer({ min: 1, max: 9 * 24 }).map((hours) => hours * hourMs),
      ticks: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), lost: fc.boolean() }) },
);

const idOf = (dossier: number) => uuidV8('dossier of the trial', dossier);

/** The order in which dossiers really begin: with a submission, whatever else follows. */
async function live(steps: readonly Step[]): Promise<Trial> {
  const running = await trial();
  for (const dossier of [0, 1, 2, 3])
    await running.record(idOf(dossier), { ...submitted, at: instantOf(running.now()) });
  for (const taken of steps) {
    if (taken.kind === 'restart') await running.restart(taken.lost ? 'lost' : undefined);
    else if (taken.kind === 'recorded') {
      await running.record(idOf(taken.dossier), { ...taken.event, at: instantOf(running.now() - taken.lateMs) });
    } else {
      running.setClock(running.now() + taken.ms);
      if (taken.ticks) await running.tick();
    }
  }
  // A moment later everything that was due has been looked at.
  running.setClock(running.now() + hourMs);
  await running.tick();
  return running;
}

describe('Judging a log again', () => {
  it('comes to what was found live, whatever happened, late or early, through restarts', () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const running = await live(steps);
        try {
          const standing = (await running.findings()).filter((found) => found.standing);
          const again = await running.judgeAgain(running.now() - 1_000);
          expect(again).toMatchObject({ raised: 0, withdrawn: 0, same: standing.length, intents: [] });
        } finally {
          await running.close();
        }
      }),
      { numRuns: 100 },
    ));

  it('tells what audit’s own log lacks, once, and what it has too much', async () => {
    court = await trial([]);
    court.setClock(at('2022-03-15T03:00:00.000Z'));
    await court.record(dossierId, submitted, told.supplementRequested, secondRequest, received, transferred, opened);
    court.setClock(at('2022-03-30T00:00:00.000Z'));
    await court.tick();
    expect(await court.findings()).toEqual([]);
    const again = await judged(court, rules);
    expect(again).toMatchObject({ events: 6, dossiers: 1, raised: 2, withdrawn: 0, same: 0 });
    expect(again.rules).toEqual(['V09', 'V02']);
    await court.conclude(again.intents);
    expect(await judged(court, rules)).toMatchObject({ raised: 0, withdrawn: 0, same: 2, intents: [] });
    // By no rules nothing is broken.
    expect(await court.judgeAgain()).toMatchObject({ raised: 0, withdrawn: 2, same: 0 });
  });

  it('tells which dossiers the rules could not take, from where on, and why', async () => {
    court = await trial(rules);
    court.setClock(at('2022-03-15T03:00:00.000Z'));
    const bound = { ...received.data, calendar: { id: 'quang-ninh', version: 9 } };
    await court.record(idOf(1), submitted, received);
    await court.record(idOf(0), submitted, told.supplementRequested, secondRequest, { ...received, data: bound });
    await court.record(idOf(0), transferred);
    await court.judged();
    expect((await court.rules().status()).holds).toMatchObject([{ subject: idOf(0), position: 8 }]);
    const again = await court.judgeAgain();
    expect(again.leftOut).toEqual({
      count: 1,
      first: [{ dossier: idOf(0), position: 8, reason: expect.stringContaining('calendar quang-ninh, version 9') }],
    });
    // What was found before that stands, live and judged again.
    expect(again).toMatchObject({ raised: 0, withdrawn: 0, same: 1 });
  });

  it('at an earlier moment knows neither later events nor limits that lie later', async () => {
    court = await trial(rules);
    court.setClock(at('2022-03-14T05:00:01.000Z'));
    await court.record(dossierId, submitted, told.supplementRequested, secondRequest);
    court.setClock(at('2022-03-15T03:00:00.000Z'));
    await court.record(dossierId, received, transferred, opened);
    court.setClock(at('2022-03-30T00:00:00.000Z'));
    await court.tick();
    const due = at(received.data.dueAt);
    expect(await court.judgeAgain(at('2022-03-14T04:59:59.000Z'))).toMatchObject({ events: 0, same: 0, withdrawn: 0 });
    expect(await court.judgeAgain(due - 1)).toMatchObject({ events: 6, raised: 0, withdrawn: 0, same: 1 });
    expect(await court.judgeAgain(due)).toMatchObject({ raised: 0, withdrawn: 0, same: 2 });
  });
});

async function judged({ judgeAgain }: Trial, by: Parameters<Trial['judgeAgain']>[1]) {
  const again = await judgeAgain(undefined, by);
  return { ...again, rules: again.intents.flatMap(({ type, data }) => (type === 'RaiseFinding' ? [data.rule] : [])) };
}
