import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from './tree.ts';

const program = join(root, 'services', 'standalone', 'bin', 'hoso.mjs');

interface Told {
  readonly code: number | null;
  readonly stderr: string;
}

/** Runs `hoso` where no platform is needed. */
function hoso(words: readonly string[], nodeWords: readonly string[] = [], lang = 'C'): Told {
  const { status, stderr } = spawnSync(process.execPath, [...nodeWords, program, ...words], {
    ...{ cwd: root, encoding: 'utf8' },
    env: { PATH: process.env['PATH'], LANG: lang },
  });
  return { code: status, stderr };
}

describe('hoso on a Node that is too old', () => {
  const onOldNode = (words: readonly string[], lang?: string) => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`;
    return hoso(words, ['--import', `data:text/javascript,${encodeURIComponent(older)}`], lang);
  };

  it.each([
    [[], /^hoso: needs Node 26 or newer, and this is Node 20\.20\.2\. Run npx hoso … in the checkout: .*\n$/],
    [['--lang', 'vi', 'simulate'], /^hoso: cần Node 26 trở lên, đây là Node 20\.20\.2\. .*npx hoso/],
    [['backup', '--lang=vi'], /^hoso: cần Node 26/],
    [['backup', '--lang', 'en'], /^hoso: needs Node 26/],
  ])('%j says which one is needed, and how to come by it', (words, sentence) => {
    expect(onOldNode(words)).toEqual({ code: 3, stderr: expect.stringMatching(sentence) });
  });

  it('says so in the language of whoever asks', () =>
    expect(onOldNode([], 'vi_VN.UTF-8').stderr).toMatch(/^hoso: cần Node 26/));
});

describe('hoso, asked for a version', () => {
  it('tells its own where that comes first, and takes it for a calendar’s after its words', () => {
    for (const words of [['--version'], ['--lang', 'vi', '--version'], ['-V']]) expect(hoso(words).code).toBe(0);
    const nowhere = ['--data', join(root, 'no-such-folder')];
    const { code, stderr } = hoso(['registry', 'calendar', 'quang-ninh', '--version', '2', ...nowhere]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('no-such-folder')]);
  });
});

describe('hoso, told wrong words', () => {
  const told = (...words: readonly string[]) => hoso(['simulate', '--quarter', '2022Q1', ...words]);

  it('says so once, in the language of whoever asks, and to scripts as JSON', () => {
    const vi = "thiếu tùy chọn bắt buộc '--key <file>'";
    expect(told('--lang', 'vi')).toEqual({ code: 2, stderr: `hoso: ${vi}\n` });
    expect(told()).toEqual({ code: 2, stderr: "hoso: required option '--key <file>' not specified\n" });
    const { code, stderr } = told('--lang', 'vi', '--json');
    expect([code, JSON.parse(stderr)]).toEqual([2, { code: 'CommandLine', title: vi }]);
  });
});
