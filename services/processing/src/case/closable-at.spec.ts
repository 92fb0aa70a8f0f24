import { FindCalendar, FindLaw, type QueryType } from '@hoso/contracts';
import { weekdayCalendar } from '@hoso/working-time';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import * as a from '../../test/case-stories.ts';
import * as t from '../../test/time-stories.ts';
import { agencyCase } from './case.ts';
import { initialCase } from './case-state.ts';
import { closableAfter } from './closable-at.ts';

const fresh = { completeUpTo: 1, lagMs: 0, held: [] };
const source = 'for the specs';
const bound = {
  ruleSets: [
    { id: 'nd118-2025', version: 3 },
    { id: 'nd297-2025', version: 1 },
  ],
  forms: 'tt03-2025',
  codeFormat: 'tt04-2025',
} as const;

/** A registry whose law lets a case be closed after so many working days, or says nothing of it. */
function registry(autoCloseDays: number | undefined) {
  const asked: string[] = [];
  const law = {
    ...{ bound, grounds: [] },
    parameters: autoCloseDays === undefined ? {} : { autoCloseDays: { value: autoCloseDays, source } },
    forms: {
      value: { set: 'tt03-2025', list: [{ kind: 'receipt', number: '01', name: { vi: 'a', en: 'a' } }] },
      source,
    },
    codeFormat: { value: 'tt04-2025', source },
  };
  const calendar = { ...weekdayCalendar(), id: 'quang-ninh', version: 4, knownFrom: 2022, knownTo: 2022 };
  const ask = async <Ask extends z.ZodObject, Answer extends z.ZodType>(
    query: QueryType<Ask, Answer>,
    question: z.input<Ask>,
  ): Promise<z.output<Answer>> => {
    asked.push(`${query.name} ${JSON.stringify(question)}`);
    const answer = query.subject === FindLaw.subject ? { law, ...fresh } : { calendar, ...fresh };
    return query.answer.parse(answer);
  };
  return { asked, ask };
}

function caseOf(content: object) {
  const { type, data } = a.openedWith(content);
  if (type !== 'CaseOpened') throw new Error(type);
  return agencyCase.evolve(initialCase, { type, data, actor: a.platform, occurredAt: a.startAt });
}
const facts = { law: bound, calendar: { id: 'quang-ninh', version: 4 } };
const asking = { actor: a.officer, occurredAt: a.now };

describe('When a case may be closed for want of its supplement', () => {
  it('is so many working days after it was asked for, by the law and calendar it is bound to', async () => {
    const { ask, asked } = registry(15);
    expect(await closableAfter(ask)(caseOf(facts), asking)).toBe(t.closableAt);
    expect(asked).toEqual([
      'FindLaw {"bound":"nd118-2025.3,nd297-2025.1"}',
      `${FindCalendar.name} {"id":"quang-ninh","version":4}`,
    ]);
  });
  it('is never where no law says so', async () => {
    expect(await closableAfter(registry(undefined).ask)(caseOf(facts), asking)).toBeUndefined();
  });
  it('is not known of a case from before that was told, nor beyond the calendar', async () => {
    const { ask, asked } = registry(15);
    expect(await closableAfter(ask)(caseOf({}), asking)).toBeUndefined();
    expect(await closableAfter(ask)(initialCase, asking)).toBeUndefined();
    expect(asked).toEqual([]);
    const late = { ...asking, occurredAt: '2022-12-30T03:00:00.000Z' };
    expect(await closableAfter(ask)(caseOf(facts), late)).toBeUndefined();
  });
});
