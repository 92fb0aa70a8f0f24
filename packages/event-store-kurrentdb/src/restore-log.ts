import {
  bodyOf,
  type EncodedAppend,
  type EncodedEvent,
  type EventBody,
  gapless,
  type PolicyStore,
  type RecordedEvent,
  type WholeLog,
} from '@hoso/event-sourcing';
import { apart } from './append-outcomes.ts';
import type { AppendWriterOptions } from './append-writer.ts';
import { appendOf, clientOf, settingDefault } from './connection.ts';
import { KurrentDbUnusable, opening } from './failure.ts';
import { findLog } from './log-queries.ts';
import { type LogNames, namesOf } from './names.ts';
import { policyStore } from './policy-store.ts';
import { isAt, placed } from './records.ts';

export interface RestoreOptions {
  readonly url: string;
  /** What named the URL, for errors to say. */
  readonly setting?: string;
}

/** What shares one request at most: commands, and UTF-16 units in their events' bodies, which are stored twice. */
const appendsMax = 128;
const unitsMax = 256 * 1024;

/**
 * Makes a log of what another store held, with its bytes, positions and times as they were. Throws `KurrentDbUnusable`
 * where a log of that name is there.
 *
 * Decision: what was carried stays where the rest cannot be. / Because the server has no transaction over a whole log,
 * and only its administrators take streams away. / Instead of a draft under another name, which nothing could rename:
 * the half of a log is found by its name being taken, and another name has to be given.
 */
export async function restoreLog(options: RestoreOptions, log: string, whole: WholeLog): Promise<void> {
  const { url, setting = settingDefault } = options;
  const names = namesOf(log);
  const client = clientOf(url, setting);
  try {
    await opening(setting, async () => {
      if (await findLog(client, names, log)) throw logThere(setting, log);
      await carryEvents(appendOf(client), names, whole);
      await carryProgress(policyStore(client, names, log), whole);
    });
  } finally {
    await client.dispose();
  }
}

function logThere(setting: string, log: string): KurrentDbUnusable {
  const remedy = 'Give another name: the streams of a log that was broken off are taken away by the administrators.';
  return new KurrentDbUnusable('LogThere', setting, `a log ${log}, or a part of one, is there`, remedy);
}

/** Each request on condition that the log stands where the last one left it. */
export async function carryEvents(
  append: AppendWriterOptions['append'],
  names: LogNames,
  whole: Pick<WholeLog, 'head' | 'events'>,
): Promise<void> {
  let waiting: readonly Carried[] = [];
  const send = async (): Promise<void> => {
    const [first] = waiting;
    if (!first) return;
    const placedOnes = waiting.map(({ append: one, before, recordedAt }) =>
      placed(names, one, { position: before, recordedAt }),
    );
    await append(
      placedOnes.flatMap(({ records }) => [...records]),
      [isAt(names.log, first.before), ...placedOnes.flatMap(({ checks }) => checks.map(({ check }) => check))],
    );
    waiting = [];
  };
  for await (const next of commandsOf(whole)) {
    const together = [...waiting, next];
    const units = together.reduce((sum, one) => sum + one.units, 0);
    const fits = together.length <= appendsMax && units <= unitsMax;
    if (!fits || apart(together.map((one) => one.append)).length < together.length) await send();
    waiting = [...waiting, next];
  }
  await send();
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
async function* commandsOf(whole: Pick<WholeLog, 'head' | 'events'>): AsyncIterable<Carried> {
  let together: Read[] = [];
  for await (const events of gapless(whole)) {
    for (const recorded of events) {
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
export async function carryProgress(
  policies: Pick<PolicyStore, 'progress' | 'save'>,
  { checkpoints, holds, outcomes }: Pick<WholeLog, 'checkpoints' | 'holds' | 'outcomes'>,
): Promise<void> {
  const nothing = { checkpoints: [], held: [], released: [] };
  for (const [policy, reached] of Map.groupBy(checkpoints, (checkpoint) => checkpoint.policy)) {
    await policies.progress(policy, 0);
    const moves = reached.map(({ partition, position }) => ({ partition, from: 0, to: position }));
    const held = holds.filter((hold) => hold.policy === policy).map(({ policy: _, ...hold }) => hold);
    await policies.save(policy, { ...nothing, checkpoints: moves, held }, []);
  }
  for await (const piece of outcomes()) {
    for (const [policy, its] of Map.groupBy(piece, (outcome) => outcome.policy))
      await policies.save(policy, nothing, its);
  }
}
