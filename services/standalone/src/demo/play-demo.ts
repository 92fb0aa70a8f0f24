import type { Actor } from '@hoso/contracts';
import { type Bus, type EventStore, envelopeOf, instantOf } from '@hoso/event-sourcing';
import { reasonOf } from '../data-folder.ts';
import type { SimulatedClock } from '@hoso/runtime';
import { services } from '../service-views.ts';
import { commandMessage } from './command-message.ts';
import { acts, commandIdOf, stories } from './scenario.ts';
import type { Act } from './story.ts';

/** How far the demo is. */
export interface Played {
  readonly acts: number;
  readonly of: number;
  readonly dossiers: number;
  /** Where the log's clock stands. */
  readonly at: string;
}

export interface PlayOptions {
  readonly bus: Pick<Bus, 'request'>;
  readonly store: Pick<EventStore, 'readAll' | 'findCommand'>;
  readonly mint: (actor: Actor, expiresInS: number) => Promise<string>;
  /** Standing still: the play moves it. */
  readonly clock: SimulatedClock;
  /** Waits until views and policies have followed all there is; answers whether they have. */
  readonly settle: (timeoutMs: number) => Promise<boolean>;
  /** What instants set in motion up to where the clock stands. */
  readonly tick: () => Promise<number>;
  readonly onPlayed: (played: Played) => void;
}

const timeoutMs = 30_000;
const tokenLifeS = 3_600;
const pageMax = 500;

/**
 * Plays the demo into a log that has no dossier yet, or what a killed process left of it: the acts of all dossiers one
 * after another in the order of time, each given over the bus by whoever it is for, with the clock at its instant.
 * What policies make of an act, and what the time until the next one sets in motion, has happened before that: so the
 * log is the same at every play, but for its id and the seals.
 */
export async function playDemo({ bus, store, mint, clock, settle, tick, onPlayed }: PlayOptions): Promise<void> {
  if (!(await isToBePlayed(store))) return;
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (actor: Actor): Promise<string> => {
    const known = tokens.get(actor.id) ?? mint(actor, tokenLifeS);
    tokens.set(actor.id, known);
    return known;
  };
  const followed = async (): Promise<void> => {
    if (!(await settle(timeoutMs))) throw new Error('the demo cannot go on: views or policies do not follow it');
  };
  await followed();
  for (const [index, act] of acts.entries()) {
    if (act.at > clock.now()) {
      clock.moveTo(act.at);
      await tick();
    }
    const headers = { token: await tokenOf(act.by) };
    await bus
      .request(act.command.subject, { data: commandMessage(act, commandIdOf(act)), headers }, timeoutMs)
      .catch((cause: unknown) => {
        throw new Error(`the demo cannot go on at ${act.name}, ${act.command.name}: ${reasonOf(cause)}`, { cause });
      });
    if (await concernsPolicies(store, act)) await followed();
    onPlayed({ acts: index + 1, of: acts.length, dossiers: stories.length, at: instantOf(clock.now()) });
  }
  await followed();
}

const answeredTypes = new Set(
  services.flatMap(({ policies }) => policies.flatMap(({ events }) => [...events.types.keys()])),
);

/** Whether a policy may answer to what came of an act. Waiting after every act would triple the time. */
async function concernsPolicies(store: Pick<EventStore, 'findCommand'>, act: Act): Promise<boolean> {
  const events = await store.findCommand(commandIdOf(act));
  return events.some((recorded) => answeredTypes.has(envelopeOf(recorded).type));
}

/** Not what is finished already, and not what another release's demo or somebody else has put there. */
async function isToBePlayed(store: PlayOptions['store']): Promise<boolean> {
  const [first, last] = [acts.at(0), acts.at(-1)];
  if (!first || !last || (await store.findCommand(commandIdOf(last))).length > 0) return false;
  if ((await store.findCommand(commandIdOf(first))).length > 0) return true;
  return !(await hasDossiers(store));
}

async function hasDossiers(store: Pick<EventStore, 'readAll'>): Promise<boolean> {
  let after = 0;
  for (;;) {
    const page = await store.readAll(after, pageMax);
    if (page.some((recorded) => envelopeOf(recorded).stream.startsWith('dossier-'))) return true;
    after = page.at(-1)?.position ?? after;
    if (page.length < pageMax) return false;
  }
}
