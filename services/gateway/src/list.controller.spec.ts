import { counterLists, listedMax } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { listBodyOf } from './list.controller.ts';

const dossier = '017f8a00-0000-7000-8000-000000000001';
const bodyOf = (name: string) => {
  const list = counterLists.find((one) => one.name === name);
  if (!list) throw new Error(name);
  return listBodyOf(list);
};

describe('A list of a counter', () => {
  const Body = bodyOf('TransferList');
  const item = { dossier, agency: 'ha-long-office' };
  it('names each dossier, with the body of its command', () => {
    const insist = { reason: 'Theo chỉ đạo' };
    const whole = { items: [item, { ...item, occurredAt: '2022-03-15T02:30:00.000Z', insist }] };
    expect(Body.safeParse(whole)).toMatchObject({ success: true, data: whole });
    expect(bodyOf('ReturnList').safeParse({ items: [{ dossier, to: 'applicant' }] }).success).toBe(true);
  });
  it.each<[string, unknown]>([
    ['nothing', {}],
    ['no item', { items: [] }],
    ['one item too many', { items: Array.from({ length: listedMax + 1 }, () => item) }],
    ['an item without its dossier', { items: [{ agency: 'ha-long-office' }] }],
    ['an item without its content', { items: [{ dossier }] }],
    ['an item with more than its command takes', { items: [{ ...item, note: 'x' }] }],
    ['something beside its items', { items: [item], agency: 'ha-long-office' }],
  ])('is not %s', (_, body) => expect(Body.safeParse(body).success).toBe(false));
  it('may be as long as it says', () =>
    expect(Body.safeParse({ items: Array.from({ length: listedMax }, () => item) }).success).toBe(true));
});
