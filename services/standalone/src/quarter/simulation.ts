import type { LogIdentity, PolicyOutcome, RecordedEvent } from '@hoso/event-sourcing';
import { type SealerOptions, sealer } from '@hoso/sealing';
import { reasonOf } from '../data-folder.ts';
import { commandMessage } from '../demo/play-demo.ts';
import type { Act } from '../demo/story.ts';
import { keptEvents } from './kept-events.ts';
import { liveStreams } from './live-streams.ts';
import { endOfDay } from './office-clock.ts';
import type { SimulatedKeys } from './seeded-seals.ts';
import { simulatedPlatform } from './simulated-platform.ts';

/** One act of a simulation; `isLast`: nothing else happens to its dossier afterwards. */
export interface SimulatedAct extends Act {
  readonly commandId: string;
  readonly isLast: boolean;
}

export interface SimulateOptions {
  readonly log: LogIdentity;
  readonly keys: SimulatedKeys;
  readonly newIv: NonNullable<SealerOptions['newIv']>;
  /** Where the log's clock stands before the first act. */
  readonly beginsAt: number;
  /** Whether it tells of what everything begins with, the registry's seed: one shard does. */
  readonly tellsSeed: boolean;
  /** Where it may put what it will need again. Whoever gives the folder removes it. */
  readonly folder: string;
  /** In order of time. */
  readonly acts: Iterable<SimulatedAct>;
}

/** What happens next in a simulation. */
export interface SimulatedPiece {
  readonly events: readonly RecordedEvent[];
  readonly outcomes: readonly PolicyOutcome[];
  /** Dossiers whose life was over in it. */
  readonly finished: number;
}

/**
 * Events handed on at once: so few that they are gone before they have grown old, and that a message of them is below
 * 100 kB, since V8 puts all that it reads from a larger one among what is old.
 */
const pieceMax = 40;
const timeoutMs = 60_000;
/** Of events of dossiers under way. */
const memoryMax = 2 * 1_048_576;

/**
 * Acts are given, one after the other, by whoever they are for, with the clock at their instant; what policies make of
 * each has happened before the next. Memory holds the dossiers that are under way.
 */
export async function* simulation(options: SimulateOptions): AsyncIterable<SimulatedPiece> {
  const { log, keys, newIv, beginsAt, tellsSeed, folder, acts } = options;
  let now = beginsAt;
  let dayEndsAt = endOfDay(now);
  const streams = liveStreams(log, () => now, keptEvents({ memoryMax, folder }));
  const platform = await simulatedPlatform(streams.store, sealer(keys, { newIv }), () => now, folder);
  try {
    const seed = streams.taken();
    let events = tellsSeed ? [...seed] : [];
    let outcomes: PolicyOutcome[] = [];
    let finished = 0;
    for (const act of acts) {
      now = Math.max(now, act.at);
      if (now > dayEndsAt) {
        streams.forgetNumbers();
        dayEndsAt = endOfDay(now);
      }
      const message = { data: commandMessage(act, act.commandId), headers: { token: platform.tokenOf(act.by) } };
      await platform.bus.request(act.command.subject, message, timeoutMs).catch((cause: unknown) => {
        const at = `${act.name}, ${act.command.name}`;
        throw new Error(`the simulation cannot go on at ${at}: ${reasonOf(cause)}`, { cause });
      });
      for (let next = streams.taken(); next.length > 0; next = streams.taken()) {
        events.push(...next);
        for (const event of next) outcomes.push(...(await platform.answer(event)));
      }
      if (act.isLast) {
        streams.forgetDossier(act.dossier);
        keys.forget(act.dossier);
        finished += 1;
      }
      if (events.length < pieceMax) continue;
      yield { events, outcomes, finished };
      [events, outcomes, finished] = [[], [], 0];
    }
    yield { events, outcomes, finished };
  } finally {
    await platform.close();
    await streams.store.close();
  }
}
