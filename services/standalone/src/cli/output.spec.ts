import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { facts, freshness, print, printList, printPages, table } from './output.ts';

let written = '';
beforeEach(() => {
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const words = { data: '.', lang: 'en', json: false, jsonl: false } as const;
const asJson = { ...words, json: true };
const asLines = { ...words, jsonl: true };

describe('An object', () => {
  it('is JSON or a line of JSON where asked, words otherwise', () => {
    print(asJson, { a: 1 }, () => 'text');
    print(asLines, { a: 1 }, () => 'text');
    print(words, { a: 1 }, () => 'text');
    expect(written).toBe('{\n  "a": 1\n}\n{"a":1}\ntext\n');
  });

  it('reads as a line for each object of a list, and no JSON', () => {
    const papers = [
      { kind: 'scan', position: 12, label: 'application-form' },
      { kind: 'result', position: 40, label: undefined, at: '2022-03-18T10:00:00.000Z' },
    ];
    expect(facts({ code: 'A', papers }, '  ')).toBe(
      ['  code    A', '  papers  scan #12 application-form', '          result #40 18/03/2022 17:00:00'].join('\n'),
    );
    expect(table(['holder'], [[{ unit: 'ha-long-office', person: 'officer-0802' }]], 'en')).toBe(
      'holder\nha-long-office officer-0802',
    );
  });

  it('reads as a line a member, aligned, with instants as in the province', () =>
    expect(
      facts({
        code: '000.00.21.H49-220315-0001',
        dueAt: '2022-03-18T10:00:00.000Z',
        outcome: undefined,
        stepsDone: ['verify', 'sign'],
        stepsLeft: [],
        applicant: { name: 'Nguyễn Thị Hoa' },
      }),
    ).toBe(
      [
        'code       000.00.21.H49-220315-0001',
        'dueAt      18/03/2022 17:00:00',
        'stepsDone  verify, sign',
        'stepsLeft  –',
        'applicant',
        '  name  Nguyễn Thị Hoa',
      ].join('\n'),
    ));
});

describe('A table', () => {
  it('aligns its columns and shows what is missing', () =>
    expect(
      table(
        ['code', 'due', 'n'],
        [
          ['a', '2022-03-18T10:00:00.000Z', 10],
          ['bcdef', undefined, 0],
        ],
        'en',
      ),
    ).toBe('code   due                  n\na      18/03/2022 17:00:00  10\nbcdef  –                    0'));
});

describe('A list', () => {
  const pages = new Map([
    [undefined, { items: [{ id: 'a' }, { id: 'b' }], completeUpTo: 7, lagMs: 0, held: [], next: 'b' }],
    ['b', { items: [{ id: 'c' }], completeUpTo: 7, lagMs: 0, held: [] }],
  ] as const);
  const fetchPage = async (after: string | undefined): Promise<unknown> =>
    [...pages].find(([cursor]) => cursor === after)?.[1];
  const list = (options: typeof words | typeof asJson | typeof asLines, first?: string): Promise<void> =>
    printList(options, fetchPage, ['id'], ({ id }) => [id], first);

  it('streams every item of every page, one a line', async () => {
    await list(asLines);
    expect(written).toBe('{"id":"a"}\n{"id":"b"}\n{"id":"c"}\n');
  });

  it('is one page as JSON, in its documented shape', async () => {
    await list(asJson);
    expect(JSON.parse(written)).toEqual(pages.get(undefined));
  });

  it('is otherwise a table that says how fresh it is and how to go on', async () => {
    await list(words);
    expect(written).toBe('id\na\nb\nComplete up to event 7, lag 0 ms\n--after b\n');
  });

  it('begins where it is told to', async () => {
    await list(words, 'b');
    expect(written).toBe('id\nc\nComplete up to event 7, lag 0 ms\n');
  });
});

describe('Freshness', () => {
  it('is told in both languages, with the dossiers that are held back', () => {
    const fresh = { completeUpTo: 12, lagMs: 340, held: ['a', 'b'] };
    expect(freshness(words, fresh)).toBe('Complete up to event 12, lag 340 ms; dossiers held: 2');
    expect(freshness({ ...words, lang: 'vi' }, fresh)).toBe('Đầy đủ đến sự kiện 12, trễ 340 ms; hồ sơ bị giữ: 2');
  });
});

describe('A list of which a page says more', () => {
  const pages: Readonly<Record<string, { readonly items: readonly number[]; readonly next?: string }>> = {
    first: { items: [1, 2], next: 'second' },
    second: { items: [3] },
  };
  const asked: (string | undefined)[] = [];
  beforeEach(() => {
    asked.length = 0;
  });
  const paged = {
    fetch: async (after: string | undefined) => {
      asked.push(after);
      return after ?? 'first';
    },
    read: (answer: unknown) => pages[String(answer)] ?? { items: [] },
    text: ({ items, next }: { readonly items: readonly number[]; readonly next?: string }) =>
      `${items.join()} ${next ?? 'over'}`,
  };

  it('is told as lines to its end', async () => {
    expect(await printPages(asLines, paged, undefined)).toBe(3);
    expect(written).toBe('1\n2\n3\n');
    expect(asked).toEqual([undefined, 'second']);
  });

  it('is told page by page otherwise, from the one that is asked for', async () => {
    expect(await printPages(words, paged, undefined)).toBe(2);
    expect(await printPages(words, paged, 'second')).toBe(1);
    expect(written).toBe('1,2 second\n3 over\n');
  });
});
