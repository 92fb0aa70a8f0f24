import { describe, expect, it } from '@jest/globals';
import { step } from '../../test/case-stories.ts';
import { signingRole, standing } from './process.ts';

const codes = (steps: readonly { readonly code: string }[]) => steps.map(({ code }) => code);
function stands(steps: Parameters<typeof standing>[0], ...done: readonly string[]) {
  const { left, signing, beforeSigning } = standing(
    steps,
    done.map((step) => ({ step })),
  );
  return [codes(left), codes(signing), codes(beforeSigning)];
}

const verify = step('verify', 'officer');
const approve = step('approve', 'head');
const sign = step('sign', 'head');
const file = step('file', 'clerk');

describe('A process', () => {
  it('is signed by its last step for the head', () => {
    expect(stands([verify, sign])).toEqual([['verify', 'sign'], ['sign'], ['verify']]);
    expect(stands([verify, sign], 'verify')).toEqual([['sign'], ['sign'], []]);
    expect(signingRole([verify, sign])).toBe('head');
  });
  it('is signed by the steps for the head that follow one another', () =>
    expect(stands([verify, approve, sign])).toEqual([['verify', 'approve', 'sign'], ['approve', 'sign'], ['verify']]));
  it('is not signed by an earlier step for the head', () =>
    expect(stands([approve, verify, sign])).toEqual([['approve', 'verify', 'sign'], ['sign'], ['approve', 'verify']]));
  it('may go on after the signature', () =>
    expect(stands([verify, sign, file], 'verify', 'sign')).toEqual([['file'], [], []]));
  it('with more than one way goes on from what was done', () => {
    const check = { ...step('check', 'officer'), next: ['inspect-site', 'verify'] };
    const steps = [check, step('inspect-site', 'officer'), verify, sign];
    expect(stands(steps)).toEqual([
      ['check', 'inspect-site', 'verify', 'sign'],
      ['sign'],
      ['check', 'inspect-site', 'verify'],
    ]);
    expect(stands(steps, 'check', 'verify')).toEqual([['sign'], ['sign'], []]);
    expect(stands(steps, 'check', 'inspect-site')).toEqual([['verify', 'sign'], ['sign'], ['verify']]);
    expect(codes(standing(steps, [{ step: 'check' }], verify).left)).toEqual(['verify', 'sign']);
    expect(codes(standing(steps, [], verify).left)).toEqual(['check', 'verify', 'sign']);
  });
  it('may end before its list does, and never goes round', () => {
    const ends = { ...sign, next: [] };
    expect(stands([verify, ends, file], 'verify')).toEqual([['sign'], ['sign'], []]);
    expect(stands([verify, { ...sign, next: ['verify'] }])).toEqual([['verify', 'sign'], ['sign'], ['verify']]);
  });
  it('without the head is signed by its last step', () => {
    expect(stands([verify])).toEqual([['verify'], ['verify'], []]);
    expect(stands([verify, file])).toEqual([['verify', 'file'], ['file'], ['verify']]);
    expect(signingRole([verify, file])).toBe('clerk');
  });
});
