import { envelopeOf, type RecordedEvent } from '@hoso/event-sourcing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { seededSeals, simulatedKeys } from './seeded-seals.ts';
import { simulatedLog } from './simulated-log.ts';

const seed = '2022Q1 3';
const task = {
  ...{ seed, scale: 0.0005, beginsAt: Date.parse('2021-12-31T17:00:00.000Z') },
  log: { id: '00000000-0000-8000-8000-000000000001', kind: 'simulated' as const },
};

interface Told {
  readonly events: readonly RecordedEvent[];
  readonly outcomes: readonly unknown[];
  readonly key: readonly string[];
}

async function simulatedBy(shards: number): Promise<Told> {
  const key: string[] = [];
  const log = simulatedLog({
    ...{ task, shards, keys: simulatedKeys(seededSeals(seed).newKey), signal: new AbortController().signal },
    onBegun: () => undefined,
    onPiece: (planted) => void key.push(...planted.map((line) => JSON.stringify(line))),
    onEnded: async () => undefined,
  });
  try {
    const events = (await Array.fromAsync(log.events())).flat();
    return { events, outcomes: (await Array.fromAsync(log.outcomes())).flat(), key };
  } finally {
    await log.close();
  }
}

describe('A quarter simulated in shares', () => {
  let whole: Told;
  let shared: Told;
  beforeAll(async () => {
    [whole, shared] = [await simulatedBy(1), await simulatedBy(2)];
  }, 300_000);

  it('has the same events as one that was not, each recorded at the same time', () => {
    const told = ({ events }: Told) => events.map(({ recordedAt, body }) => `${recordedAt} ${body}`).toSorted();
    expect(whole.events.length).toBeGreaterThan(1_000);
    expect(told(shared)).toEqual(told(whole));
  });

  it('is one log, gapless, in order of time, and every stream in its own', () => {
    const { events } = shared;
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
    expect(events.every(({ recordedAt }, index) => recordedAt >= (events[index - 1]?.recordedAt ?? 0))).toBe(true);
    const versions = new Map<string, number>();
    for (const { stream, version } of events.map(envelopeOf)) {
      expect(version).toBe((versions.get(stream) ?? 0) + 1);
      versions.set(stream, version);
    }
  });

  it('has the same answers of policies, each to its event, and the same answer key', () => {
    const told = ({ outcomes, events }: Told) => {
      const ids = events.map((event) => envelopeOf(event).id);
      return outcomes
        .map((outcome) => Object(outcome))
        .map(({ event, ...said }) => JSON.stringify({ ...said, of: ids[event - 1] }))
        .toSorted();
    };
    expect(told(shared)).toEqual(told(whole));
    expect(shared.key.toSorted()).toEqual(whole.key.toSorted());
  });
});
