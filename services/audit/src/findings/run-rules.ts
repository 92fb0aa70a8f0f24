import type { Hands } from '@hoso/contracts';
import {
  type Bus,
  type EventStore,
  type Follower,
  type FollowerStatus,
  type FollowerTarget,
  follow,
  pause,
  reasonOf,
  type ViewStore,
} from '@hoso/event-sourcing';
import { calendarShelf } from './calendar-shelf.ts';
import { type JudgingParts, rulesTarget } from './judge-events.ts';
import { onTheWayMs } from './judgement.ts';
import { judgements, stored } from './judgements.view.ts';
import { compileAcrossRules, compileLawRules, type LawRuleSet } from '@hoso/rules';
import { liveOrFresh } from './live-or-fresh.ts';
import type { RecordFindings } from './record-findings.ts';
import { tickDossiers } from './tick-dossiers.ts';

export interface RunRulesOptions {
  readonly rules: readonly LawRuleSet[];
  /** The log that is judged. */
  readonly store: EventStore;
  readonly bus: Pick<Bus, 'consume'>;
  /** Where judged dossiers are put away. */
  readonly views: ViewStore;
  readonly record: RecordFindings;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
  /** How often limits are looked at. */
  readonly tickEveryMs?: number;
}

/** The rules at work on a log. */
export interface RunningRules extends Follower {
  /** Through whose hands a dossier has gone, as far as it was judged. */
  handsOf(dossier: string): Promise<Hands | undefined>;
  /** Ticks what is due now, as happens by itself all the time. Answers how many dossiers. */
  tick(): Promise<number>;
}

/**
 * Follows a log with all rules, and lets time pass for the dossiers that wait for a limit (ARCHITECTURE decisions 6,
 * 12, 14). No timer belongs to a dossier: who waits stands in an index, and whatever a stopped process missed is due
 * when the next one looks.
 */
export async function runRules(options: RunRulesOptions): Promise<RunningRules> {
  const { rules, store, bus, views, record, clock, tickEveryMs = tickEveryMsDefault } = options;
  const calendars = calendarShelf(store);
  const judge = compileLawRules(rules, { calendar: calendars.find, logKind: store.log.kind });
  const kept = await liveOrFresh(views, judgements(rules));
  const inTurn = oneAtATime();
  const across = compileAcrossRules(rules);
  const parts: JudgingParts = { judge, across, calendars, store, judgements: kept, record };
  const target = rulesTarget(parts);
  // An event and a tick of one dossier must not be judged side by side: the later one saved would undo the other.
  const turning: FollowerTarget = { ...target, apply: (work) => inTurn(() => target.apply(work)) };
  const follower = await follow(turning, { store, bus, clock });
  const ticker = new Ticker(parts, follower, clock, inTurn);
  ticker.start(tickEveryMs);
  return {
    progress: () => follower.progress(),
    settled: (partition, position, timeoutMs) => follower.settled(partition, position, timeoutMs),
    retry: (subject) => follower.retry(subject),
    stalledBecause: () => follower.stalledBecause() ?? ticker.trouble,
    status: async () => ticker.shownIn(await follower.status()),
    handsOf: async (dossier) => (await stored(kept, [dossier])).get(dossier)?.judgement.about.hands,
    tick: () => ticker.tick(),
    close: async () => {
      await ticker.close();
      await follower.close();
    },
  };
}

const tickEveryMsDefault = 250;

type InTurn = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

function oneAtATime(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** Lets time pass. What could not be ticked is tried again at the next look, and shown meanwhile. */
class Ticker {
  readonly #parts: JudgingParts;
  readonly #follower: Follower;
  readonly #clock: () => number;
  readonly #inTurn: InTurn;
  readonly #closing = new AbortController();
  #ticking: Promise<void> = Promise.resolve();
  #trouble: string | undefined;

  constructor(parts: JudgingParts, follower: Follower, clock: () => number, inTurn: InTurn) {
    this.#parts = parts;
    this.#follower = follower;
    this.#clock = clock;
    this.#inTurn = inTurn;
  }

  start(everyMs: number): void {
    this.#ticking = this.#keepTicking(everyMs);
  }

  async tick(): Promise<number> {
    const now = this.#clock();
    const { lagMs, holds } = await this.#follower.status();
    // Not past the first event that is yet to be followed, nor so near to it or to now that one could be on its way.
    const upTo = now - lagMs - onTheWayMs;
    const held = new Set(holds.map(({ subject }) => subject));
    const { ticked, failed } = await this.#inTurn(() => tickDossiers(this.#parts, upTo, held));
    const [first] = failed;
    this.#trouble = first && `no time passes for ${failed.size} dossiers, ${first[0]} first: ${reasonOf(first[1])}`;
    return ticked;
  }

  /** What keeps time from passing. */
  get trouble(): string | undefined {
    return this.#trouble;
  }

  /** A follower's status with that. */
  shownIn(status: FollowerStatus): FollowerStatus {
    if (this.#trouble === undefined || status.stalledBecause !== undefined) return status;
    return { ...status, stalledBecause: this.#trouble };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ticking;
  }

  async #keepTicking(everyMs: number): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.tick();
      } catch (error) {
        this.#trouble = reasonOf(error);
      }
      await pause(everyMs, signal);
    }
  }
}
