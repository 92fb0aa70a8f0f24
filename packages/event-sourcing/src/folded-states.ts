import type { Position, StreamName, StreamVersion } from './envelope.ts';

/** What a stream's events up to a version lead to. */
export interface Folded<State> {
  readonly state: State;
  readonly version: StreamVersion;
  /** That of the last event, 0 without one. */
  readonly position: Position;
}

/**
 * States that were folded lately, by stream: what a stream holds never changes, so a fold goes on where it stopped.
 * What is remembered may be old, never wrong: an append checks the version. At most `statesMax`; the longest unused one
 * is forgotten first.
 */
export class FoldedStates {
  readonly #states = new Map<StreamName, { readonly by: object; readonly folded: Folded<unknown> }>();

  constructor(private readonly statesMax: number) {}

  /** What `decider` made of the stream; nothing for what another one made of it. */
  find<State>(stream: StreamName, decider: { readonly initial: State }): Folded<State> | undefined {
    const known = this.#states.get(stream);
    if (known?.by !== decider) return undefined;
    this.#states.delete(stream);
    this.#states.set(stream, known);
    // The very decider that is asked for folded it: the state is of its type.
    return known.folded as Folded<State>;
  }

  keep<State>(stream: StreamName, decider: { readonly initial: State }, folded: Folded<State>): void {
    this.#states.delete(stream);
    this.#states.set(stream, { by: decider, folded });
    const [oldest] = this.#states.keys();
    if (this.#states.size > this.statesMax && oldest !== undefined) this.#states.delete(oldest);
  }

  forget(stream: StreamName): void {
    this.#states.delete(stream);
  }
}
