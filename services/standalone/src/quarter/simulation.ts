import type { LogIdentity, PolicyOutcome } from '@hoso/event-sourcing';
import { type SealerOptions, sealer } from '@hoso/sealing';
import { reasonOf } from '../data-folder.ts';
import { commandMessage } from '../demo/command-message.ts';
import type { Act } from '../demo/story.ts';
import { keptEvents } from './kept-events.ts';
import { liveStreams } from './live-streams.ts';
import { endOfDay } from './office-clock.ts';
import { EventPacker, type PackedEvents, type Room } from './packed-events.ts';
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
  /** Where what happens next is put; it is given away with it. */
  readonly newRoom: () => Promise<Room>;
  /** In order of time. */
  readonly acts: Iterable<SimulatedAct>;
}

/** What happens next in a simulation. */
export interface SimulatedPiece {
  readonly events: PackedEvents;
  readonly outcomes: readonly PolicyOutcome[];
  /** Dossiers whose life was over in it. */
  readonly finished: number;
}

const timeoutMs = 60_000;
/** Of events of dossiers under way. */
const memoryMax = 2 * 1_048_576;

/**
 * Acts are given, one after the other, by whoever they are for, with the clock at their instant; what policies make of
 * each has happened before the next. Memory holds the dossiers that are under way.
 */
export async function* simulation(options: SimulateOptions): AsyncIterable<SimulatedPiece> {
  const { log, keys, newIv, beginsAt, tellsSeed, folder, newRoom, acts } = options;
  let now = beginsAt;
  let dayEndsAt = endOfDay(now);
  const streams = liveStreams(log, () => now, keptEvents({ memoryMax, folder }));
  const platform = await simulatedPlatform(streams.store, sealer(keys, { newIv }), () => now, folder);
  let piece = new NextPiece(await newRoom());
  /** What has happened since this was last asked, and what policies make of that. */
  async function* happened(): AsyncIterable<SimulatedPiece> {
    for (let fresh = streams.taken(); fresh.length > 0; fresh = streams.taken()) {
      for (const event of fresh) {
        const outcomes = await platform.answer(event);
        if (!piece.events.takes(event)) {
          yield piece;
          piece = new NextPiece(await newRoom());
        }
        piece.events.add(event);
        piece.outcomes.push(...outcomes);
      }
    }
  }
  try {
    if (tellsSeed) yield* happened();
    else streams.taken();
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
      yield* happened();
      if (!act.isLast) continue;
      streams.forgetDossier(act.dossier);
      keys.forget(act.dossier);
      piece.finished += 1;
    }
    yield piece;
  } finally {
    await platform.close();
    await streams.store.close();
  }
}

class NextPiece implements SimulatedPiece {
  readonly events: EventPacker;
  readonly outcomes: PolicyOutcome[] = [];
  finished = 0;

  constructor(room: Room) {
    this.events = new EventPacker(room);
  }
}
