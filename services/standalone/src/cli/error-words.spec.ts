import { describe, expect, it } from '@jest/globals';
import { errorWords } from './error-words.ts';

describe('What a command ended with', () => {
  it.each([
    ['a/b cannot be read: ENOENT', 'không đọc được a/b: ENOENT'],
    ['/x is not empty: name a new folder', '/x không rỗng: hãy nêu một thư mục mới'],
    ['p.zip is there already', 'p.zip đã có'],
    ['r.json is not JSON: Unexpected\nend', 'r.json không phải JSON: Unexpected\nend'],
    ['abc is no whole number', 'abc không phải số nguyên'],
    [
      '--as x: role@unit or role@unit:id, with a role of a, b',
      '--as x: phải là role@unit hoặc role@unit:id, vai trò là a, b',
    ],
    ['/x has no log y', '/x không có nhật ký y'],
    [
      'the data folder /n cannot be used: there is none. npm start makes one, --data names another',
      'không có thư mục dữ liệu /n: npm start tạo thư mục, --data nêu thư mục khác',
    ],
    ['another process holds /x (process 7, http://a)', 'một tiến trình khác đang giữ /x (process 7, http://a)'],
    ['k.jsonl, line 3: no {"rule": "V01"}', 'k.jsonl, dòng 3: không phải {"rule": "V01"}'],
  ])('is told in either language: %s', (message, vi) => {
    expect(errorWords(message, 'vi')).toBe(vi);
    expect(errorWords(message, 'en')).toBe(message);
  });

  it('stays as it is where nobody foresaw it', () =>
    expect(errorWords('of another kind', 'vi')).toBe('of another kind'));
});
