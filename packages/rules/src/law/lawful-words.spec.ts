import { describe, expect, it } from '@jest/globals';
import { lawfulWords } from './lawful-words.ts';

describe('What would have been lawful', () => {
  const said = (fact: string | number) => lawfulWords({ vi: '{it}.', en: '{it}.' }, { it: fact }, {}).en;

  it.each([
    ['2022-03-22T01:36:00.000Z', '08:36 22/03/2022.'],
    ['2022-03-22T01:36:40.000Z', '08:36:40 22/03/2022.'],
    ['2022-03-22T01:36:40.007Z', '08:36:40.007 22/03/2022.'],
  ])('says the instant %s to what matters of it', (instant, words) => expect(said(instant)).toBe(words));

  it('says dates as it says instants', () => expect(said('2022-03-14')).toBe('14/03/2022.'));

  it('says everything else as it is', () => {
    expect(said(3)).toBe('3.');
    expect(said('GH-2022-03-14')).toBe('GH-2022-03-14.');
  });

  it('calls acts, roles and fields as people do, and what it has no word for by its name', () => {
    const words = {
      ResultIssued: { vi: 'ban hành kết quả', en: 'result issued' },
      items: { vi: 'danh mục', en: 'list' },
    };
    const lawful = { vi: '{act}; thiếu: {missing}.', en: '{act}; missing: {missing}.' };
    expect(lawfulWords(lawful, { act: 'ResultIssued', missing: 'items, photo-of-house' }, words)).toEqual({
      vi: 'Ban hành kết quả; thiếu: danh mục, photo-of-house.',
      en: 'Result issued; missing: list, photo-of-house.',
    });
  });
});
