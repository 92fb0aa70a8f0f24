import { FindLaw, type QueryType } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import * as a from '../../test/case-stories.ts';
import { agencyCase } from './case.ts';
import { initialCase } from './case-state.ts';
import { knownGrounds } from './known-grounds.ts';

const bound = { ruleSets: [{ id: 'nd61-2018', version: 4 }], forms: 'tt01-2018', codeFormat: 'tt01-2018' } as const;
const name = { vi: 'a', en: 'a' };
const asked: string[] = [];
/** A registry whose law names a ground for each use, and whose procedure has one of its own. */
const ask = async <Question extends z.ZodObject, Answer extends z.ZodType>(
  query: QueryType<Question, Answer>,
  question: z.input<Question>,
): Promise<z.output<Answer>> => {
  asked.push(`${query.name} ${JSON.stringify(question)}`);
  const source = 'for the specs';
  const law = {
    ...{ bound, parameters: {}, codeFormat: { value: 'tt01-2018', source } },
    forms: { value: { set: 'tt01-2018', list: [{ kind: 'receipt', number: '01', name }] }, source },
    grounds: [
      { code: 'financial-obligation', name, for: ['pause'], article: 'Đ22', source },
      { code: 'applicant-request', name, for: ['stop'], article: 'Đ7', source },
    ],
  };
  const procedure = {
    ...{ code: '1.004873', version: 1, name, effectiveFrom: '2019-01-01', levels: ['commune'], terms: {} },
    ...{ documents: [], fee: {}, steps: [{ code: 'verify', name, role: 'officer' }], clerkMayProcess: false },
    ...{ source: { text: source }, assumed: [], financialObligationGround: 'Luật Đất đai Đ63' },
  };
  const fresh = { completeUpTo: 1, lagMs: 0, held: [] };
  return query.answer.parse(
    query.subject === FindLaw.subject ? { law, ...fresh } : { procedure, versions: [], ...fresh },
  );
};

function caseOf(content: object) {
  const { type, data } = a.openedWith(content);
  if (type !== 'CaseOpened') throw new Error(type);
  return agencyCase.evolve(initialCase, { type, data, actor: a.platform, occurredAt: a.startAt });
}

describe('The grounds that the law knows', () => {
  it('are those of the law and the procedure that the dossier is bound to, for their use', async () => {
    const state = caseOf({ law: bound, procedure: '1.004873' });
    expect(await knownGrounds(ask)(state, 'pause')).toEqual(['financial-obligation', 'Đ22', 'Luật Đất đai Đ63']);
    expect(await knownGrounds(ask)(state, 'stop')).toEqual(['applicant-request', 'Đ7']);
    expect(asked.slice(0, 2)).toEqual([
      'FindLaw {"bound":"nd61-2018.4"}',
      expect.stringMatching(/^FindProcedure \{"code":"1.004873","on":"\d{4}-\d\d-\d\d"\}$/),
    ]);
  });
  it('cannot be told where the dossier is bound to no law', async () => {
    expect(await knownGrounds(ask)(caseOf({}), 'pause')).toBeUndefined();
    expect(await knownGrounds(ask)(initialCase, 'stop')).toBeUndefined();
  });
});
