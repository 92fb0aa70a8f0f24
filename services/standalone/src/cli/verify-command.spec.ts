import { describe, expect, it } from '@jest/globals';
import { warningsOf } from './verify-command.ts';

const counted = { origin: 'hoso/trial', size: 2, root: new Uint8Array(32), events: 2, tiles: 2, cosignedBy: [] };
const ledger = (kept: number) => ({ kind: 'ledger', ...counted, checkpoints: kept + 1, faults: 0, kept }) as const;
const told = (checked: Parameters<typeof warningsOf>[0], keys: readonly string[], seen: readonly string[] = []) =>
  warningsOf(checked, { keys, seen }).map(({ en }) => en.split(';')[0]);
const unseen = expect.stringContaining('would not be missed here');
const ownKeys = 'Trusted are the keys that lie in the folder itself';

describe('What a check does not rest upon', () => {
  it('is nothing where keys and a kept checkpoint are given and the history lies there', () =>
    expect(told(ledger(3), ['a key'], ['kept'])).toEqual([]));

  it('is told of an end that nobody outside has seen', () => expect(told(ledger(3), ['a key'])).toEqual([unseen]));

  it('is told of keys that the folder brings along', () => {
    expect(told(ledger(3), [], ['kept'])).toEqual([ownKeys]);
    expect(told(undefined, [])).toEqual([ownKeys]);
  });

  it('is told of a history that is not there', () =>
    expect(told(ledger(0), ['a key'], ['kept'])).toEqual([expect.stringContaining('No kept checkpoint lies there')]));

  it('is told of a kept checkpoint that evidence cannot contradict', () => {
    const evidence = { kind: 'evidence', faults: 0, proofs: [] } as const;
    expect(told(evidence, ['a key'], ['kept'])).toEqual([expect.stringContaining('--seen was compared with nothing')]);
    expect(told(ledger(3), ['a key'], ['kept'])).toEqual([]);
  });
});
