import { describe, expect, it } from '@jest/globals';
import { statementLines } from './statement-lines.ts';

const head = 'item,accepted_on,status,collected,remitted';

async function linesOf(text: string | Uint8Array): Promise<readonly (readonly [number, string | undefined])[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const lines: [number, string | undefined][] = [];
  const file = (async function* () {
    // Line ends fall between two pieces, too.
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  })();
  for await (const { line, cells } of statementLines(file)) lines.push([line, cells['item']]);
  return lines;
}

describe("The lines of a carrier's statement", () => {
  it.each([
    ['as Unix writes them', `${head}\nA,,,,\nB,,,,\n`],
    ['as Windows writes them', `\ufeff${head}\r\nA,,,,\r\nB,,,,\r\n`],
    ['mixed by whoever edited it', `${head}\r\nA,,,,\nB,,,,`],
    ['mixed the other way', `${head}\nA,,,,\r\n"B",,,,\n`],
  ])('are told one by one, with their numbers: %s', async (_, text) =>
    expect(await linesOf(text)).toEqual([
      [2, 'A'],
      [3, 'B'],
    ]),
  );

  it.each([
    ['nothing at all', ''],
    ['another first line', 'foo,bar\n1,2\n'],
    ['what is no UTF-8', new Uint8Array([255, 254])],
    ['a quote that never ends', `${head}\n"A,,,,\n`],
  ])('are refused of %s', async (_, text) => expect(linesOf(text)).rejects.toMatchObject({ code: 'FileNotReadable' }));
});
