import {
  type AppendOutcome,
  type EncodedAppend,
  firstReceipt,
  InvalidAppend,
  type RecordedEvent,
  StoreUnavailable,
} from '@hoso/event-sourcing';
import type { AppendRecordInput, ConsistencyCheck } from '@kurrent/kurrentdb-client';
import { apart, isRaced, receiptOf, refusedBy } from './append-outcomes.ts';
import { failureOf, unavailable, violationsOf } from './failure.ts';
import type { LogNames } from './names.ts';
import { type Head, isAt, type PlacedAppend, placed } from './records.ts';

export interface AppendWriterOptions {
  /** All of it or nothing: `appendRecords` of the client. */
  readonly append: (records: readonly AppendRecordInput[], checks: readonly ConsistencyCheck[]) => Promise<unknown>;
  readonly log: string;
  readonly names: LogNames;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly readHead: () => Promise<Head>;
  readonly findCommand: (commandId: string) => Promise<readonly RecordedEvent[]>;
  /** How often others may be faster at the log's head before those who wait are told. */
  readonly racesMax?: number;
}

/** A server that is gone is asked again after these pauses; then those who wait are told. */
const retryPausesMs = [20, 100, 400, 1_500];
const racesMaxDefault = 100;

/**
 * Writes a batch: one request, on condition that the log's head is where we believe it. Where others were faster the
 * head is read and the batch is numbered and stamped anew; whose own checks fail is told so, and the rest is sent
 * again.
 */
export function appendWriter(options: AppendWriterOptions) {
  const { append: appendRecords, log, names, clock, readHead, racesMax = racesMaxDefault } = options;
  let head: Head | undefined;

  /** One request. Answers how many appends the next one may hold, or that others were faster at the head. */
  async function writeSome(work: Work, most: number): Promise<number | 'raced'> {
    head ??= await readHead();
    const at = { ...head, recordedAt: Math.max(Math.floor(clock()), head.recordedAt) };
    const appends = numbered(names, apart(left(work)).slice(0, most), at);
    const checks = [isAt(names.log, at.position), ...appends.flatMap((one) => one.checks.map(({ check }) => check))];
    try {
      await appendRecords(
        appends.flatMap(({ records }) => [...records]),
        checks,
      );
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'away') for (const { append } of appends) work.unanswered.add(append);
      if (failure === 'tooLarge' && appends.length > 1) return Math.ceil(appends.length / 2);
      if (failure === 'tooLarge')
        return refuse(work, appends, new InvalidAppend('/writes', 'more than the server takes'));
      if (failure !== 'violation') throw error;
      const violations = violationsOf(error);
      if (isRaced(names.log, violations)) return 'raced';
      for (const [append, refused] of refusedBy(log, appends, violations)) {
        work.outcomes.set(append, refused === 'known' ? await knownOutcome(append, options) : { refusal: refused });
      }
      return most;
    }
    for (const { append, last } of appends) work.outcomes.set(append, { receipt: receiptOf(append, last) });
    head = { position: appends.at(-1)?.last ?? at.position, recordedAt: at.recordedAt };
    return Number.POSITIVE_INFINITY;
  }

  return async (batch: readonly EncodedAppend[]): Promise<readonly AppendOutcome[]> => {
    const work: Work = { batch, outcomes: new Map(), unanswered: new Set() };
    let most = Number.POSITIVE_INFINITY;
    let tries = 0;
    for (let races = 0; left(work).length > 0; ) {
      try {
        const came = await writeSome(work, most);
        if (came !== 'raced') most = came;
        else if (++races > racesMax) throw new StoreUnavailable('unreachable');
        else head = undefined;
      } catch (error) {
        head = undefined;
        const pauseMs = retryPausesMs[tries++];
        if (failureOf(error) !== 'away' || pauseMs === undefined) return given(work, unavailable(error));
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
    return given(work, undefined);
  };
}

interface Work {
  readonly batch: readonly EncodedAppend[];
  readonly outcomes: Map<EncodedAppend, AppendOutcome>;
  /** Those that were sent and may be written: what the server said of them is lost. */
  readonly unanswered: Set<EncodedAppend>;
}

function left({ batch, outcomes }: Work): readonly EncodedAppend[] {
  return batch.filter((append) => !outcomes.has(append));
}

function refuse({ outcomes }: Work, appends: readonly PlacedAppend[], refusal: Error): number {
  for (const { append } of appends) outcomes.set(append, { refusal });
  return Number.POSITIVE_INFINITY;
}

/** What came of each; whoever is left has met `error`. Throws it where it is no error of ours. */
function given({ batch, outcomes, unanswered }: Work, error: unknown): readonly AppendOutcome[] {
  return batch.map((append) => {
    const outcome = outcomes.get(append);
    if (outcome) return outcome;
    if (unanswered.has(append)) return { refusal: new StoreUnavailable('unknown', { cause: error }) };
    if (Error.isError(error)) return { refusal: error };
    throw error;
  });
}

function numbered(names: LogNames, appends: readonly EncodedAppend[], head: Head): readonly PlacedAppend[] {
  let at = head;
  return appends.map((append) => {
    const one = placed(names, append, at);
    at = { ...at, position: one.last };
    return one;
  });
}

async function knownOutcome(append: EncodedAppend, { findCommand }: AppendWriterOptions): Promise<AppendOutcome> {
  try {
    return { receipt: firstReceipt(await findCommand(append.commandId), append) };
  } catch (error) {
    const refusal = unavailable(error);
    if (Error.isError(refusal)) return { refusal };
    throw error;
  }
}
