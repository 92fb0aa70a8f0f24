import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { headingIn } from './headings.ts';

/** The texts in the lists of headings of a file, as it gives them to a table. */
function headingsIn(source: string): readonly string[] {
  const lists = [
    /\btable\(\s*\[([^\]]*)\]/g,
    /\bcolumns = \[([^\]]*)\]/g,
    /\n\s+\[('[^\]]*)\],\n\s+\((?:item|row)\)/g,
    /wordsIn\(.*\],\n\s+\[('[^\]]*)\]/g,
  ];
  return lists
    .flatMap((list) => [...source.matchAll(list)].map(([, words = '']) => words))
    .flatMap((words) => [...words.matchAll(/'([^']+)'/g)].map(([, word = '']) => word));
}

describe('The headings of lists', () => {
  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  const headings = files.flatMap((file) =>
    headingsIn(readFileSync(`${folder}/${file}`, 'utf8')).map((heading) => [heading, file] as const),
  );

  it('are found in the sources', () => expect(headings.length).toBeGreaterThan(150));

  it('are all told in Vietnamese', () => {
    const isEnglish = (heading: string) => /[a-z]{2}/.test(heading) && headingIn('vi', heading) === heading;
    expect(headings.filter(([heading]) => isEnglish(heading))).toEqual([]);
  });

  it('stay as they are in English, and where they are no words of ours', () => {
    expect(headingIn('en', 'dossier')).toBe('dossier');
    expect(headingIn('vi', '18/03/2022 17:00:00')).toBe('18/03/2022 17:00:00');
    expect(headingIn('vi', 'dossier')).toBe('hồ sơ');
  });
});
