import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { languageOf } from './language.ts';

describe('The language of an answer', () => {
  it.each([
    [undefined, 'vi'],
    ['', 'vi'],
    ['vi', 'vi'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['en-US,en;q=0.9,vi;q=0.8', 'en'],
    ['en;q=0.8, vi-VN;q=0.9', 'vi'],
    ['vi;q=0.5,en;q=0.5', 'vi'],
    ['en;q=0.5,vi;q=0.5', 'vi'],
    ['fr', 'vi'],
    ['fr, en;q=0.1', 'en'],
    ['fr;q=1, *;q=0.5', 'vi'],
    ['*', 'vi'],
    ['vi;q=0, *', 'en'],
    ['vi;q=0.001, *;q=0.9', 'en'],
    ['en;q=0', 'vi'],
    ['en ; q=1.000', 'en'],
    ['en;q=2', 'vi'],
    ['en;q=0.1234', 'vi'],
    ['en;level=1;q=0.5', 'en'],
    ['eng', 'vi'],
  ])('for %j is %s', (header, language) => expect(languageOf(header)).toBe(language));

  it('is always one of the two, whatever the header holds', () =>
    fc.assert(fc.property(fc.string(), (header) => expect(['vi', 'en']).toContain(languageOf(header)))));
});
