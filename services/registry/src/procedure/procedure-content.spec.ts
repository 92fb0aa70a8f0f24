import { describe, expect, it } from '@jest/globals';
import type { Step } from '@hoso/contracts';
import type { ProcedureCommand } from './procedure.ts';
import { checkContent } from './procedure-content.ts';

type Content = Extract<ProcedureCommand, { readonly type: 'PublishProcedure' }>['data'];

const name = { vi: 'Tên', en: 'Name' };
const step = (code: string, next?: string[]): Step => ({
  ...{ code, name, role: 'officer' },
  ...(next ? { next } : {}),
});
const content = (change: Partial<Content>): Content => ({
  ...{ code: '1.001193', name, effectiveFrom: '2022-01-01', levels: ['commune'], fee: {}, documents: [] },
  ...{ terms: { counter: { unit: 'sameDay' } }, steps: [step('verify')], clerkMayProcess: false },
  ...{ source: { text: 'a test' }, assumed: [] },
  ...change,
});
const document = { code: 'form', name: 'Tờ khai', form: 'original', needed: true } as const;

describe('The content of a procedure', () => {
  it.each<[string, Partial<Content>]>([
    ['steps one after another', { steps: [step('verify'), step('sign'), step('file')] }],
    [
      'a step that is left out at times',
      { steps: [step('verify', ['inspect', 'sign']), step('inspect'), step('sign')] },
    ],
    ['a step that leads back', { steps: [step('verify'), step('draft', ['verify', 'sign']), step('sign', [])] }],
    ['a document for some', { documents: [{ ...document, needed: false, condition: 'Nếu ủy quyền' }] }],
    ['a case', { variants: [{ code: 'gift', name, terms: { counter: { unit: 'workingDays', amount: 3 } } }] }],
  ])('may have %s', (_, change) => expect(() => checkContent(content(change))).not.toThrow());

  it.each<[string, Partial<Content>, string]>([
    ['a step twice', { steps: [step('verify'), step('verify')] }, 'steps: verify ×2'],
    [
      'a step after one that is not there',
      { steps: [step('verify', ['sign'])] },
      'steps.verify.next: no other step is sign',
    ],
    ['a step after itself', { steps: [step('verify', ['verify'])] }, 'steps.verify.next: no other step is verify'],
    ['a step that nothing leads to', { steps: [step('verify', []), step('sign')] }, 'steps.sign: no step leads to it'],
    ['no end', { steps: [step('one', ['two']), step('two', ['one'])] }, 'steps.one: it leads to no end'],
    ['a document twice', { documents: [document, document] }, 'documents: form ×2'],
    [
      'a document both needed and conditional',
      { documents: [{ ...document, condition: 'Nếu ủy quyền' }] },
      'documents.form: is needed and conditional',
    ],
    [
      'a case by a channel that is not offered',
      { variants: [{ code: 'gift', name, terms: { post: { unit: 'sameDay' } } }] },
      'variants.gift.terms.post: is not offered',
    ],
    [
      'a case twice',
      {
        variants: [
          { code: 'gift', name, terms: {} },
          { code: 'gift', name, terms: {} },
        ],
      },
      'variants: gift ×2',
    ],
  ])('has not %s', (_, change, reason) =>
    expect(() => checkContent(content(change))).toThrow(
      expect.objectContaining({ code: 'ProcedureInvalid', params: expect.objectContaining({ reason }) }),
    ),
  );
});
