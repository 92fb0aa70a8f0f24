import { mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { errorWords } from './error-words.ts';
import { systemWords } from './system-words.ts';

/** What Node really says. */
function said(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (Error.isError(error)) return error.message;
  }
  throw new Error('it went well');
}

describe('A reason of the system', () => {
  it.each([
    ['EACCES: permission denied, open', 'không có quyền truy cập (EACCES)'],
    ['ENOSPC: no space left on device, write', 'đĩa đã đầy (ENOSPC)'],
    ['connect ECONNREFUSED 127.0.0.1:1', 'kết nối bị từ chối (ECONNREFUSED) 127.0.0.1:1'],
    ['getaddrinfo ENOTFOUND nowhere.example', 'không có máy mang tên này (ENOTFOUND) nowhere.example'],
    ['EXDEV: cross-device link not permitted, rename', 'nằm trên hai ổ đĩa khác nhau (EXDEV)'],
    ['ESTRANGE: nobody knows it, open', 'ESTRANGE: nobody knows it, open'],
    ['E. coli: it is no code', 'E. coli: it is no code'],
  ])('is told by its code: %s', (english, vietnamese) => expect(systemWords(english)).toBe(vietnamese));

  it('names the file where the sentence around it does not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hoso-words-'));
    const [missing, full] = [join(folder, 'missing'), join(folder, 'full')];
    writeFileSync(full, '');
    const noFile = said(() => readFileSync(missing));
    expect(systemWords(noFile)).toBe(`${missing}: không có tệp hoặc thư mục này (ENOENT)`);
    expect(systemWords(said(() => readFileSync(folder)))).toBe('đây là thư mục, không phải tệp (EISDIR)');
    expect(systemWords(said(() => rmdirSync(folder)))).toBe(`${folder}: thư mục không trống (ENOTEMPTY)`);
    expect(errorWords(`${missing} cannot be read: ${noFile}`, 'vi')).toBe(
      `không đọc được ${missing}: không có tệp hoặc thư mục này (ENOENT)`,
    );
    expect(errorWords(noFile, 'en')).toBe(noFile);
    rmSync(folder, { recursive: true });
  });
});
