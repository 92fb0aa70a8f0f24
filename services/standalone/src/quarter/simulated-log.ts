import {
  allPartitions,
  type LogIdentity,
  type PolicyOutcome,
  type RecordedEvent,
  type Sealer,
  type WholeLog,
} from '@hoso/event-sourcing';
import { reasonOf } from '../data-folder.ts';
import { commandMessage } from '../demo/play-demo.ts';
import type { Act } from '../demo/story.ts';
import { liveStreams } from './live-streams.ts';
import { localDateOf } from './office-clock.ts';
import { policies, simulatedPlatform } from './simulated-platform.ts';

/** One act of a simulation; `isLast`: nothing else happens to its dossier afterwards. */
export interface SimulatedAct extends Act {
  readonly commandId: string;
  readonly isLast: boolean;
}

export interface SimulateOptions {
  readonly log: LogIdentity;
  readonly sealer: Sealer;
  /** Where the log's clock stands before the first act. */
  readonly beginsAt: number;
  /** In order of time. */
  readonly acts: Iterable<SimulatedAct>;
  readonly onPlayed: (act: SimulatedAct) => void;
}

/** Events handed on at once. */
const pieceMax = 1_000;
const timeoutMs = 60_000;

/**
 * A log that comes to be while it is read: acts are given, one after the other, by whoever they are for, with the clock
 * at their instant; what policies make of each has happened before the next. Memory holds the dossiers that are under
 * way. It can be read once.
 */
export function simulatedLog(options: SimulateOptions): WholeLog {
  const { log, sealer, beginsAt, acts, onPlayed } = options;
  let head = 0;
  /** A line each: there is one for every third event. */
  const outcomes: string[] = [];
  async function* events(): AsyncIterable<readonly RecordedEvent[]> {
    let now = beginsAt;
    let today = localDateOf(now);
    const streams = liveStreams(log, () => now);
    const platform = await simulatedPlatform(streams.store, sealer, () => now);
    try {
      let piece: RecordedEvent[] = [];
      const take = (): readonly RecordedEvent[] => {
        const taken = streams.taken();
        piece.push(...taken);
        return taken;
      };
      take();
      for (const act of acts) {
        now = Math.max(now, act.at);
        if (localDateOf(now) !== today) {
          // A day's numbers are given out on that day alone.
          streams.forgetCategory('numbering');
          today = localDateOf(now);
        }
        const message = { data: commandMessage(act, act.commandId), headers: { token: platform.tokenOf(act.by) } };
        await platform.bus.request(act.command.subject, message, timeoutMs).catch((cause: unknown) => {
          const at = `${act.name}, ${act.command.name}`;
          throw new Error(`the simulation cannot go on at ${at}: ${reasonOf(cause)}`, { cause });
        });
        const waiting = [...take()];
        for (let event = waiting.shift(); event; event = waiting.shift()) {
          for (const outcome of await platform.answer(event)) outcomes.push(JSON.stringify(outcome));
          waiting.push(...take());
        }
        if (act.isLast) streams.forgetDossier(act.dossier);
        onPlayed(act);
        if (piece.length >= pieceMax) {
          head += piece.length;
          yield piece;
          piece = [];
        }
      }
      head += piece.length;
      if (piece.length > 0) yield piece;
    } finally {
      await platform.close();
    }
  }
  return {
    log,
    events,
    get head() {
      return head;
    },
    get checkpoints() {
      return policies.flatMap(({ name }) =>
        allPartitions.map((partition) => ({ policy: name, partition, position: head })),
      );
    },
    holds: [],
    async *outcomes() {
      for (let from = 0; from < outcomes.length; from += pieceMax) {
        yield outcomes.slice(from, from + pieceMax).map((line): PolicyOutcome => JSON.parse(line));
      }
    },
    close: async () => undefined,
  };
}
