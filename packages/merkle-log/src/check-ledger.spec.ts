import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asCopied, eventsOf, keys, nowS, type SealedCopy, sealedCopy, signedAt } from '../test/sealed-copy.ts';
import { checkLedger } from './check-ledger.ts';
import type { CheckedLedger } from './copied-ledger.ts';
import type { NotProven } from './not-proven.ts';

const count = 600;
const sizes = [1, 100, 256, 257, 600];
const made = (): SealedCopy => sealedCopy(eventsOf(count), sizes);

/** What is told of a copy: every fault in English, or the one that ends it all. */
async function told(copy: SealedCopy, seen: readonly string[] = []): Promise<readonly string[]> {
  const faults: string[] = [];
  const onFault = ({ message, words }: NotProven): void => {
    expect(words.vi).not.toBe('');
    faults.push(message);
  };
  try {
    await checkLedger(asCopied(copy), {
      keys,
      nowS,
      onFault,
      seen: seen.map((text, place) => ({ name: `kept/${place + 1}`, text })),
    });
    return faults;
  } catch (error) {
    return [...faults, String(error)];
  }
}

async function checked(copy: SealedCopy): Promise<CheckedLedger> {
  const fail = (fault: NotProven): never => {
    throw fault;
  };
  return await checkLedger(asCopied(copy), { keys, nowS, onFault: fail });
}

const flip = (bytes: Uint8Array | undefined, at: number): Uint8Array => {
  const copy = Buffer.from(bytes ?? []);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

describe('A copied ledger', () => {
  it('that nobody touched holds, at every size', async () => {
    expect(await checked(made())).toMatchObject({
      ...{
        origin: 'hoso/trial',
        size: 600,
        events: 600,
        faults: 0,
        checkpoints: 6,
        cosignedBy: ['inspectorate.example'],
      },
    });
    for (const size of [1, 2, 255, 256, 257, 511, 512, 513]) {
      expect((await checked(sealedCopy(eventsOf(size), [1, size]))).faults).toBe(0);
    }
  });

  type Change = (copy: SealedCopy) => void;
  const changes: readonly (readonly [string, Change, readonly RegExp[]])[] = [
    [
      'an event changed',
      ({ lines }) => lines.splice(299, 1, lines[299]?.replace('sự kiện', 'sự kiên') ?? ''),
      [/^event 300: is not the one that was sealed$/],
    ],
    [
      "an event's time changed",
      ({ lines }) => lines.splice(299, 1, lines[299]?.replace('.000Z', '.001Z') ?? ''),
      [/^event 300: is not the one that was sealed$/],
    ],
    [
      'an event backdated',
      ({ lines }) => lines.splice(299, 1, lines[299]?.replace('2022', '2021') ?? ''),
      [/^event 300: was recorded before the one/, /^event 300: is not the one that was sealed$/],
    ],
    ['an event left out', ({ lines }) => lines.splice(299, 1), [/^event 300: is missing$/]],
    ['many left out', ({ lines }) => lines.splice(99, 300), [/^events 100–399: are missing$/]],
    ['the last one left out', ({ lines }) => lines.splice(599, 1), [/^event 600: is missing$/]],
    [
      'one too many at the end',
      ({ lines }) => lines.push(lines[599]?.replace('"position":600', '"position":601') ?? ''),
      [/^event 601: is one too many: nothing has sealed it$/],
    ],
    [
      'one that comes twice',
      ({ lines }) => lines.splice(300, 0, lines[299] ?? ''),
      [/^line 301: event 300 comes again, or late$/],
    ],
    [
      'two in another order',
      ({ lines }) => lines.splice(299, 2, lines[300] ?? '', lines[299] ?? ''),
      [/^event 300: is missing$/, /^line 301: event 300 comes again, or late$/],
    ],
    [
      'two that have changed places',
      ({ lines }) => {
        const [one = '', other = ''] = [lines[299], lines[300]];
        lines.splice(299, 2, other.replace(':301,', ':300,'), one.replace(':300,', ':301,'));
      },
      [/recorded before the one/, /^event 300: is not the one/, /^event 301: is not the one/],
    ],
    [
      'a line that is no event',
      ({ lines }) => lines.splice(299, 1, '{"position":300'),
      [/^line 300: is no event in JSON$/, /^event 300: is missing$/],
    ],
    [
      'a tile changed',
      ({ files }) => files.set('tile/0/001', flip(files.get('tile/0/001'), 32 * 3)),
      [/^tile\/0\/001: its hash 3 is not that of event 260$/],
    ],
    [
      'a tile of the second level changed',
      ({ files }) => files.set('tile/1/000.p/2', flip(files.get('tile/1/000.p/2'), 40)),
      [/^tile\/1\/000\.p\/2: is not what is below it, from byte 40 on$/],
    ],
    [
      'a bundle of entries changed',
      ({ files }) => files.set('tile/entries/002.p/88', flip(files.get('tile/entries/002.p/88'), 34 + 2)),
      [/^tile\/entries\/002\.p\/88: its entry 1 is not event 514$/],
    ],
    [
      "an entry's length changed",
      ({ files }) => files.set('tile/entries/000', flip(files.get('tile/entries/000'), 1)),
      [/^tile\/entries\/000: entry 0 has a wrong length$/],
    ],
    [
      'a tile cut off',
      ({ files }) => files.set('tile/0/000', files.get('tile/0/000')?.subarray(0, 100) ?? Buffer.alloc(0)),
      [/^tile\/0\/000: has 100 bytes instead of 8192$/],
    ],
    ['a tile left out', ({ files }) => files.delete('tile/0/001'), [/^tile\/0\/001: is missing$/]],
    ['a tile above left out', ({ files }) => files.delete('tile/1/000.p/2'), [/^tile\/1\/000\.p\/2: is missing$/]],
    [
      "a kept checkpoint's size changed",
      ({ checkpoints }) => checkpoints.splice(2, 1, checkpoints[2]?.replace('\n256\n', '\n255\n') ?? ''),
      [/^checkpoints 2\.signature of hoso\/trial: does not hold for this text$/],
    ],
    [
      'a signature changed',
      ({ checkpoints }) =>
        checkpoints.splice(
          1,
          1,
          checkpoints[1]?.replace(/(.)(.{20})\n$/, (_, a, b) => `${a === 'A' ? 'B' : 'A'}${b}\n`) ?? '',
        ),
      [/^checkpoints 1\.signature of hoso\/trial: does not hold|^checkpoints 1\.signatures\[0\]/],
    ],
    [
      "the newest checkpoint's cosignature changed",
      (copy) => {
        const lines = copy.newest.split('\n');
        const last = Buffer.from(lines.at(-2)?.split(' ')[2] ?? '', 'base64');
        copy.newest = copy.newest.replace(last.toString('base64'), Buffer.from(flip(last, 30)).toString('base64'));
      },
      [/checkpoint\.signature of inspectorate\.example: does not hold for this text$/],
    ],
    [
      'kept checkpoints in another order',
      ({ checkpoints }) => checkpoints.reverse(),
      [
        /^checkpoints 1: goes back to 257 events$/,
        /^checkpoints 2: goes back/,
        /^checkpoints 3: goes/,
        /^checkpoints 4/,
      ],
    ],
  ];

  it.each(changes)('with %s is found out, and where', async (_, change, whys) => {
    const copy = made();
    change(copy);
    const faults = await told(copy);
    expect(faults).toEqual(whys.map((why) => expect.stringMatching(why)));
  });

  it('that was rewritten with all its tiles is found out by a kept checkpoint, and between which events', async () => {
    const forged = eventsOf(count).map((event) => (event.position === 150 ? { ...event, body: '{}' } : event));
    const copy = { ...sealedCopy(forged, []), checkpoints: made().checkpoints };
    expect(await told(copy)).toEqual([
      expect.stringMatching(
        /^checkpoints 2: its root .* is not that of these events \(within 101–256\): the log was forked/,
      ),
    ]);
  });

  it('that was rolled back is found out by whoever has seen more', async () => {
    const back = sealedCopy(eventsOf(300), [1, 100, 256, 257, 300]);
    expect(await told(back)).toEqual([]);
    expect(await told(back, [made().newest])).toEqual([
      expect.stringMatching(/^kept\/1: was signed for 600 events, there are 300 here: the log was rolled back$/),
    ]);
    const kept = { ...back, checkpoints: made().checkpoints };
    expect(await told(kept)).toEqual([expect.stringMatching(/^checkpoints 4: was signed for 600 events/)]);
  });

  it('that was forked is found out by whoever has seen the other', async () => {
    const other = sealedCopy(eventsOf(count, 'live', 'khác'), sizes);
    expect(await told(other)).toEqual([]);
    expect(await told(other, [made().checkpoints[1] ?? '', made().newest])).toEqual([
      expect.stringMatching(/^kept\/1: its root .* the log was forked or rewritten$/),
      expect.stringMatching(/^kept\/2: its root .* the log was forked or rewritten$/),
    ]);
  });

  it('of another log is no proof of this one', async () => {
    const keyless = { keys: keys.slice(1), nowS, onFault: () => undefined };
    await expect(checkLedger(asCopied(made()), keyless)).rejects.toThrow(
      /checkpoint\.origin: hoso\/trial is another log/,
    );
  });

  it('of a live log has no events of the future; a simulated one may', async () => {
    const late = { ...eventsOf(1)[0], position: 2, recordedAt: (nowS + 301) * 1_000, body: '{}' };
    expect(await told(sealedCopy([...eventsOf(1), late], []))).toEqual(['event 2: was recorded in the future']);
    expect(await told(sealedCopy([...eventsOf(1, 'simulated'), late], []))).toEqual([]);
  });

  it('whose event and its hashes are gone is said to be lost there, and no more', async () => {
    const copy = made();
    copy.lines.splice(299, 1);
    copy.files.delete('tile/0/001');
    copy.files.delete('tile/entries/001');
    expect(await told(copy)).toEqual([
      'event 300: is missing',
      'tile/0/001: is missing',
      'tile/entries/001: is missing',
    ]);
  });

  it('is found out by any single bit of any of its files', async () => {
    const names = [...made().files.keys()];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.nat({ max: 7 }), async (name, place, bit) => {
        const copy = made();
        const bytes = Buffer.from(copy.files.get(name) ?? []);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        copy.files.set(name, bytes);
        expect((await told(copy)).some((fault) => fault.startsWith(name))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('is found out by any single character of its checkpoints', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom('x', '0', '\n', ' ', 'A'), async (place, by) => {
        const copy = made();
        const at = place % copy.newest.length;
        fc.pre(copy.newest[at] !== by);
        copy.newest = `${copy.newest.slice(0, at)}${by}${copy.newest.slice(at + 1)}`;
        const faults = await told(copy);
        // Who is no longer known by his name or key is a stranger, whose signature says nothing.
        if (faults.length === 0) expect((await checked(copy)).cosignedBy).toEqual([]);
        else expect(faults.at(-1)).toMatch(/checkpoint/);
      }),
      { numRuns: 150 },
    );
  });

  it('is looked at with a checkpoint of its own beside the kept ones', async () => {
    expect(await told(made(), [made().checkpoints[3] ?? '', signedAt(0, Buffer.alloc(32))])).toEqual([
      expect.stringMatching(/^kept\/2: its root/),
    ]);
  });
});
