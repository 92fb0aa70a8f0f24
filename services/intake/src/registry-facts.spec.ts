import { FindCalendar, FindLaw, FindProcedure, FindUnit, refuse } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { calendar, oneStop, procedure } from '../test/dossier-stories.ts';
import { law2022 } from '../test/laws.ts';
import { type Ask, registryFacts } from './registry-facts.ts';

const fresh = { completeUpTo: 1, lagMs: 0, held: [] };

/** A registry that counts what it is asked. */
function registry() {
  const asked: string[] = [];
  const ask: Ask = async (query, question) => {
    asked.push(`${query.name} ${JSON.stringify(question)}`);
    switch (query.subject) {
      case FindProcedure.subject:
        return query.answer.parse({ procedure, versions: [], ...fresh });
      case FindUnit.subject:
        return asked.length === 1
          ? refuse('UnitNotFound', { id: oneStop.id })
          : query.answer.parse({ unit: oneStop, ...fresh });
      case FindCalendar.subject:
        return query.answer.parse({ calendar: calendar.definition, ...fresh });
      case FindLaw.subject:
        return query.answer.parse({ law: law2022, ...fresh });
      default:
        throw new Error(query.subject);
    }
  };
  return { asked, ask };
}

describe('Facts from the registry', () => {
  it('are asked once in two seconds, also by many at once', async () => {
    const { asked, ask } = registry();
    let nowMs = 0;
    const facts = registryFacts(ask, () => nowMs);
    const one = () => facts.procedure(procedure.code, '2022-03-15');
    await Promise.all([one(), one(), one()]);
    nowMs = 1_999;
    await one();
    expect(asked).toHaveLength(1);
    nowMs = 2_000;
    expect(await one()).toEqual(procedure);
    expect(asked).toHaveLength(2);
    await facts.procedure(procedure.code, '2022-03-16');
    expect(asked).toHaveLength(3);
  });

  it('are asked again after a refusal', async () => {
    const { asked, ask } = registry();
    const facts = registryFacts(ask, () => 0);
    await expect(facts.unit(oneStop.id)).rejects.toMatchObject({ code: 'UnitNotFound' });
    expect(await facts.unit(oneStop.id)).toEqual(oneStop);
    expect(asked).toHaveLength(2);
  });

  it('know a version of a calendar for good', async () => {
    const { asked, ask } = registry();
    let nowMs = 0;
    const facts = registryFacts(ask, () => nowMs);
    const newest = await facts.newestCalendar();
    nowMs = 1_000_000;
    expect(await facts.calendar(newest.definition.id, newest.definition.version)).toBe(newest);
    expect(asked).toEqual([`FindCalendar ${JSON.stringify({ id: 'quang-ninh' })}`]);
    expect(await facts.newestCalendar()).toBe(newest);
    expect(asked).toHaveLength(2);
  });

  it('know the law of a day for two seconds, and what a dossier is bound to for good', async () => {
    const { asked, ask } = registry();
    let nowMs = 0;
    const facts = registryFacts(ask, () => nowMs);
    for (nowMs of [0, 1_999, 2_000]) {
      expect(await facts.law('2022-03-15', undefined)).toEqual(law2022);
      expect(await facts.boundLaw(law2022.bound)).toEqual(law2022);
    }
    await facts.law('2022-03-15', 'karaoke');
    expect(asked).toEqual([
      'FindLaw {"on":"2022-03-15"}',
      'FindLaw {"bound":"nd61-2018.4"}',
      'FindLaw {"on":"2022-03-15"}',
      'FindLaw {"on":"2022-03-15","sector":"karaoke"}',
    ]);
  });
});
