import { type AppendOutcome, type EncodedAppend, encodeAppend, envelopeOf } from '@hoso/event-sourcing';
import { freshStream, nextId, noted, write } from '@hoso/event-sourcing/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ModelServer } from '../test/model-server.ts';
import { appendWriter } from './append-writer.ts';

const log = '00000000-0000-4000-8000-000000000001';
const clock = () => 1_647_309_784_005;
let server: ModelServer;
beforeEach(() => {
  server = new ModelServer();
});

/** One of several processes that write. */
function writer(now = clock) {
  const { names, append, readHead, findCommand } = server;
  return appendWriter({ log: 'main', names, append, readHead, findCommand, clock: now });
}
const on = (stream: string, expected: number, commandId = nextId()): EncodedAppend =>
  encodeAppend(log, [write(stream, expected, noted({ commandId }))]);
const positionIn = (outcome: AppendOutcome | undefined): number | undefined =>
  outcome && 'receipt' in outcome ? outcome.receipt.position : undefined;
const refusalIn = (outcome: AppendOutcome | undefined): Error | undefined =>
  outcome && 'refusal' in outcome ? outcome.refusal : undefined;

/** That the log is gapless, and each of these appends is in it once, where its receipt says. */
async function expectOnce(appends: readonly EncodedAppend[], outcomes: readonly AppendOutcome[]): Promise<void> {
  const events = await server.events();
  expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
  expect(events).toHaveLength(appends.length);
  for (const [index, { commandId }] of appends.entries()) {
    const at = events[(positionIn(outcomes[index]) ?? 0) - 1];
    expect(at && envelopeOf(at).commandId).toBe(commandId);
  }
}

describe('Batches on KurrentDB', () => {
  it('of several processes at once are one gapless order', async () => {
    const batches = Array.from({ length: 12 }, () => Array.from({ length: 7 }, () => on(freshStream(), 0)));
    const outcomes = await Promise.all(batches.map((batch) => writer()(batch)));
    await expectOnce(batches.flat(), outcomes.flat());
  });

  it('that go on a stream one after the other are all written, in one batch', async () => {
    const stream = freshStream();
    const batch = [0, 1, 2].map((expected) => on(stream, expected));
    await expectOnce(batch, await writer()(batch));
  });

  it('are judged append by append', async () => {
    const stream = freshStream();
    const known = on(stream, 0);
    await writer()([known]);
    const batch = [on(stream, 0), on(freshStream(), 0), known, on(stream, 1)];
    const [conflict, fresh, repeated, next] = await writer()(batch);
    expect(refusalIn(conflict)).toMatchObject({ name: 'VersionConflict', stream, expected: 0, actual: 1 });
    expect([positionIn(repeated), new Set([positionIn(fresh), positionIn(next)])]).toEqual([1, new Set([2, 3])]);
  });

  it.each([
    ['the way back', ['back']],
    ['the way there', ['there']],
    ['both, again and again', ['back', 'there', 'back']],
  ] as const)('that are lost on %s are written once', async (_, losses) => {
    server.lose(...losses);
    const batch = [on(freshStream(), 0), on(freshStream(), 0)];
    await expectOnce(batch, await writer()(batch));
  });

  it('whose answer is lost are told their first receipt, however far the log has gone', async () => {
    const batch = [on(freshStream(), 0)];
    server.lose('back', 'there', 'there');
    const outcome = writer()(batch);
    const others = [on(freshStream(), 0), on(freshStream(), 0)];
    const theirs = [];
    // Others write while the first waits to ask again.
    for (const one of others) {
      while ((await server.events()).length === 0) await new Promise(setImmediate);
      theirs.push(...(await writer()([one])));
    }
    await expectOnce([...batch, ...others], [...(await outcome), ...theirs]);
  });

  it('are unknown where the server does not come back, and known by their command once it has', async () => {
    const append = on(freshStream(), 0);
    server.lose('back');
    const first = writer();
    const waiting = first([append]);
    while ((await server.events()).length === 0) await new Promise(setImmediate);
    server.isAway = true;
    expect(refusalIn((await waiting)[0])).toMatchObject({ name: 'StoreUnavailable', reason: 'unknown' });
    server.isAway = false;
    expect(positionIn((await first([append]))[0])).toBe(1);
    expect(await server.events()).toHaveLength(1);
  }, 15_000);

  it('of one command by two people: the second is refused, also where both find the log at one place', async () => {
    const commandId = nextId();
    const stream = freshStream();
    const mine = on(stream, 0, commandId);
    const actor = { id: 'somebody-else', role: 'clerk', unit: 'H49' };
    const theirs = encodeAppend(log, [write(stream, 0, noted({ commandId, actor }))]);
    const outcomes = (await Promise.all([writer()([mine]), writer()([theirs])])).flat();
    expect(outcomes.map(positionIn).filter((position) => position !== undefined)).toEqual([1]);
    expect(outcomes.map(refusalIn).filter((refusal) => refusal !== undefined)).toMatchObject([
      { code: 'CommandIdReused' },
    ]);
  });

  it('are never recorded before what is recorded already', async () => {
    await writer()([on(freshStream(), 0)]);
    await writer(() => clock() - 3_600_000)([on(freshStream(), 0)]);
    await writer(() => clock() + 1)([on(freshStream(), 0)]);
    expect((await server.events()).map(({ recordedAt }) => recordedAt - clock())).toEqual([0, 0, 1]);
  });
});
