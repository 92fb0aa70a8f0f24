import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { folded, foldedWords } from './folded.ts';

const letter = fc.constantFrom(
  ...'aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ',
);
const word = fc.string({ unit: letter, minLength: 1, maxLength: 8 });
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));

describe('Folding', () => {
  it.each([
    ['Đăng ký khai sinh', 'dang ky khai sinh'],
    ['NGUYỄN THỊ HOÀ', 'nguyen thi hoa'],
    ['Nguyễn Thị Hòa', 'nguyen thi hoa'],
    ['  Công ty TNHH  “Á Đông” – Hạ Long ', 'cong ty tnhh a dong ha long'],
    ['1.001193', '1 001193'],
    ['---', ''],
    ['', ''],
  ])('brings %p to %p', (text, expected) => expect(folded(text)).toBe(expected));

  it('gives the same for composed and decomposed letters, large and small ones', () =>
    fc.assert(
      fc.property(name, (text) => {
        const spellings = [text.normalize('NFD'), text.normalize('NFC'), text.toUpperCase(), `  ${text}.`];
        expect(new Set([text, ...spellings].map(folded)).size).toBe(1);
      }),
    ));
  it('leaves small letters without marks alone, one blank apart', () =>
    fc.assert(fc.property(name, (text) => expect(folded(text)).toMatch(/^[a-z]+( [a-z]+)*$/))));
  it('changes nothing the second time, whatever the text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(folded(folded(text))).toBe(folded(text));
        expect(foldedWords(text).join(' ')).toBe(folded(text));
      }),
    ));
});
