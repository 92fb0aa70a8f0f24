import type { Position, StreamName, StreamVersion } from './envelope.ts';
import type { Sealer } from './sealer.ts';

/** What a stream's events up to a version lead to. */
export interface Folded<State> {
  readonly state: State;
  readonly version: StreamVersion;
  /** That of the last event, 0 without one. */
  readonly position: Position;
  /** Whose keys opened what the state may hold. */
  readonly kids: readonly string[];
}

interface Kept {
  readonly by: object;
  readonly kid: string | undefined;
  /** The state, by what it must not outlive: the key that opened it, or where nothing was sealed its decider. */
  readonly held: WeakMap<object, Folded<unknown>>;
}

/**
 * States that were folded lately, by stream: what a stream holds never changes, so a fold goes on where it stopped.
 * What is remembered may be old, never wrong: an append checks the version. At most `statesMax`; the longest unused one
 * is forgotten first. A state that holds what one key opened is held by that key alone: it is not found once the key is
 * destroyed, and memory lets go of it with the key. One that several keys opened is not kept.
 */
export class FoldedStates {
  readonly #states = new Map<StreamName, Kept>();

  constructor(
    private readonly statesMax: number,
    private readonly sealer: Pick<Sealer, 'lifeOf'>,
  ) {}

  /** What `decider` made of the stream; nothing for what another one made of it. */
  async find<State>(stream: StreamName, decider: { readonly initial: State }): Promise<Folded<State> | undefined> {
    const kept = this.#states.get(stream);
    if (kept?.by !== decider) return undefined;
    const life = await this.#lifeOf(kept);
    const folded = life && kept.held.get(life);
    // While the key was looked for, another command may have put its own state here.
    if (this.#states.get(stream) === kept) {
      this.#states.delete(stream);
      if (folded) this.#states.set(stream, kept);
    }
    // The very decider that is asked for folded it: the state is of its type.
    return folded as Folded<State> | undefined;
  }

  async keep<State>(stream: StreamName, decider: { readonly initial: State }, folded: Folded<State>): Promise<void> {
    const [kid, ...others] = folded.kids;
    const life = others.length === 0 ? await this.#lifeOf({ by: decider, kid }) : undefined;
    this.#states.delete(stream);
    if (!life) return;
    this.#states.set(stream, { by: decider, kid, held: new WeakMap([[life, folded]]) });
    const [oldest] = this.#states.keys();
    if (this.#states.size > this.statesMax && oldest !== undefined) this.#states.delete(oldest);
  }

  async #lifeOf({ by, kid }: Pick<Kept, 'by' | 'kid'>): Promise<object | undefined> {
    return kid === undefined ? by : await this.sealer.lifeOf(kid);
  }
}
