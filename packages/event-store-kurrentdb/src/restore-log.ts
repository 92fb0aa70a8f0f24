import {
  bodyOf,
  type EncodedAppend,
  type EncodedEvent,
  type EventBody,
  gapless,
  lookedUpBy,
  type OnCarried,
  type PolicyStore,
  type RecordedEvent,
  type WholeLog,
} from '@hoso/event-sourcing';
import { apart } from './append-outcomes.ts';
import { appendOf, type CarryOptions, clientOf, type Server, settingDefault } from './connection.ts';
import { failureOf, KurrentDbUnusable, opening } from './failure.ts';
import { findLog, logQueries } from './log-queries.ts';
import { type LogNames, namesOf } from './names.ts';
import { policyStore } from './policy-store.ts';
import { binary, isAt, placed } from './records.ts';

/** A log to be made of what another store held. */
export interface LogToRestore {
  /** Under which name. */
  readonly log: string;
  readonly whole: WholeLog;
  readonly onCarried?: OnCarried;
}

/** What shares one request at most: commands, and UTF-16 units in their events' bodies, which are stored twice. */
const appendsMax = 128;
const unitsMax = 256 * 1024;

/**
 * Makes logs of what other stores held, with their bytes, positions and times as they were. Throws `KurrentDbUnusable`
 * where a log of one of the names is there.
 *
 * Decision: what was carried stays where the rest cannot be, is opened by nobody until all logs are there, and is gone
 * on with where the same logs are restored again. / Because the server has no transaction over a whole log, and its
 * administrators alone take streams away. / Instead of a draft under another name, which nothing could rename.
 */
export async function restoreLogs(options: CarryOptions, logs: readonly LogToRestore[]): Promise<void> {
  const { url, setting = settingDefault } = options;
  const server = clientOf(url, setting);
  try {
    await opening(setting, () => restoreOn(server, logs, setting));
  } finally {
    await server.dispose();
  }
}

export async function restoreOn(
  server: Server,
  logs: readonly LogToRestore[],
  setting = settingDefault,
): Promise<void> {
  for (const { log } of logs) await unfinishedOrNone(server, log, setting);
  for (const each of logs) await carry(server, each, setting);
  const names = logs.map(({ log }) => namesOf(log));
  await server.appendRecords(
    names.map((each) => carrying(each, 'CarryingEnded')),
    names.map(({ carried }) => isAt(carried, 1)),
  );
}

async function carry(server: Server, { log, whole, onCarried }: LogToRestore, setting: string): Promise<void> {
  const names = namesOf(log);
  const last = await unfinishedOrNone(server, log, setting);
  try {
    await carryEvents(server, names, onwards(whole, last, logThere(setting, log)), (events) =>
      onCarried?.(events, whole.head),
    );
    await carryProgress(policyStore(server, names, log), whole);
  } catch (error) {
    throw failureOf(error) === 'violation' ? logThere(setting, log) : error;
  }
}

/** The last event of a log whose carrying broke off. Throws `KurrentDbUnusable` where a whole log is there. */
async function unfinishedOrNone(server: Server, log: string, setting: string): Promise<RecordedEvent | undefined> {
  const names = namesOf(log);
  const found = await findLog(server, names, log);
  if (found?.isWhole) throw logThere(setting, log);
  const { readHead, readAll } = logQueries(server, names, log);
  const { position } = await readHead();
  return position === 0 ? undefined : (await readAll(position - 1, 1))[0];
}

function logThere(setting: string, log: string): KurrentDbUnusable {
  const remedy = 'Give another name: the streams of a log are taken away by the administrators only.';
  return new KurrentDbUnusable('LogThere', setting, `a log ${log}, or a part of another one, is there`, remedy);
}

/** What a log holds after its event `last`. Throws `another` where that is none of its events. */
async function* onwards(
  whole: WholeLog,
  last: RecordedEvent | undefined,
  another: Error,
): AsyncIterable<readonly RecordedEvent[]> {
  let isMet = last === undefined;
  for await (const events of gapless(whole)) {
    const same = last && events.find(({ position }) => position === last.position);
    if (same && (same.body !== last.body || same.recordedAt !== last.recordedAt)) throw another;
    isMet ||= same !== undefined;
    if (isMet) yield events.filter(({ position }) => position > (last?.position ?? 0));
  }
  if (!isMet) throw another;
}

/** Each request on condition that the log stands where the last one left it. */
async function carryEvents(
  server: Server,
  names: LogNames,
  pieces: AsyncIterable<readonly RecordedEvent[]>,
  onCarried: (events: number) => void,
): Promise<void> {
  const append = appendOf(server);
  let waiting: readonly Carried[] = [];
  const send = async (): Promise<void> => {
    const [first] = waiting;
    if (!first) return;
    const placedOnes = waiting.map(({ append: one, before, recordedAt }) =>
      placed(names, one, { position: before, recordedAt }),
    );
    // Who carries a log's first events says so with them: nobody ever sees these without it.
    const begun = first.before === 0;
    await append(
      [...(begun ? [carrying(names, 'CarryingBegun')] : []), ...placedOnes.flatMap(({ records }) => [...records])],
      [
        isAt(names.log, first.before),
        ...(begun ? [isAt(names.carried, 0)] : []),
        ...placedOnes.flatMap(({ checks }) => checks.map(({ check }) => check)),
      ],
    );
    onCarried(placedOnes.at(-1)?.last ?? 0);
    waiting = [];
  };
  for await (const next of commandsOf(pieces)) {
    const together = [...waiting, next];
    const units = together.reduce((sum, one) => sum + one.units, 0);
    const fits = together.length <= appendsMax && units <= unitsMax;
    if (!fits || apart(together.map((one) => one.append)).length < together.length) await send();
    waiting = [...waiting, next];
  }
  await send();
}

function carrying(names: LogNames, said: 'CarryingBegun' | 'CarryingEnded') {
  return binary(names.carried, said, Buffer.from('{}'));
}

/** What one command had led to, and where. */
interface Carried {
  readonly append: EncodedAppend;
  /** The position before its first event. */
  readonly before: number;
  readonly recordedAt: number;
  readonly units: number;
}

/** Events of one command lie side by side: they were one append. */
async function* commandsOf(pieces: AsyncIterable<readonly RecordedEvent[]>): AsyncIterable<Carried> {
  let together: Read[] = [];
  for await (const events of pieces) {
    for (const recorded of events) {
      lookedUpBy(recorded);
      const body: EventBody = bodyOf(recorded);
      if (together[0] && together[0].body.commandId !== body.commandId) {
        yield carried(together);
        together = [];
      }
      together.push({ recorded, body });
    }
  }
  if (together.length > 0) yield carried(together);
}

interface Read {
  readonly recorded: RecordedEvent;
  readonly body: EventBody;
}

function carried(events: readonly Read[]): Carried {
  const [first] = events;
  if (!first) throw new Error('a command that led to nothing is not carried');
  const { commandId, commandType, actor } = first.body;
  const writes = [...Map.groupBy(events, ({ body }) => body.stream)].map(([stream, written]) => ({
    stream,
    expected: Math.min(...written.map(({ body }) => body.version)) - 1,
    events: written.map(
      ({ recorded, body }): EncodedEvent => ({
        ...{ id: body.id, stream, version: body.version, partition: recorded.partition, body: recorded.body },
      }),
    ),
  }));
  return {
    append: { commandId, commandType, actor, writes },
    before: first.recorded.position - 1,
    recordedAt: first.recorded.recordedAt,
    units: events.reduce((sum, { recorded }) => sum + recorded.body.length, 0),
  };
}

/** Where policies are, and what came of what they sent. */
async function carryProgress(
  policies: PolicyStore,
  { checkpoints, holds, outcomes }: Pick<WholeLog, 'checkpoints' | 'holds' | 'outcomes'>,
): Promise<void> {
  const nothing = { checkpoints: [], held: [], released: [] };
  for (const [policy, reached] of Map.groupBy(checkpoints, (checkpoint) => checkpoint.policy)) {
    const at = await policies.progress(policy, 0);
    const moves = reached.map(({ partition, position }) => ({
      ...{ partition, from: at.checkpoints[partition] ?? 0, to: position },
    }));
    const held = holds.filter((hold) => hold.policy === policy).map(({ policy: _, ...hold }) => hold);
    await policies.save(policy, { ...nothing, checkpoints: moves, held }, []);
  }
  for await (const piece of outcomes()) {
    for (const [policy, its] of Map.groupBy(piece, (outcome) => outcome.policy))
      await policies.save(policy, nothing, its);
  }
}
