import type { DocumentWrite, PageQuery, Position } from '@hoso/event-sourcing';
import type { Course } from '@hoso/rules';
import type { Judgement } from './judgement.ts';
import { givenCode, type Judgements, type Stored, stored, takingUp } from './judgements.view.ts';

/** Dossiers found in one step where many have to do with one. */
const pageMax = 200;

/** Dossiers as they are put away, with what some events have changed of them, which is yet to be. */
export class DossiersInHand {
  readonly #judgements: Judgements;
  readonly #before: Map<string, Stored | undefined>;
  readonly #changed = new Map<string, Stored>();

  private constructor(judgements: Judgements, before: ReadonlyMap<string, Stored>) {
    this.#judgements = judgements;
    this.#before = new Map(before);
  }

  static async of(judgements: Judgements, dossiers: readonly string[]): Promise<DossiersInHand> {
    const before = dossiers.length === 0 ? new Map<string, Stored>() : await stored(judgements, dossiers);
    return new DossiersInHand(judgements, before);
  }

  /** One of those that it was made for, or that was found since. */
  known(dossier: string): Stored | undefined {
    return this.#changed.get(dossier) ?? this.#before.get(dossier);
  }

  async find(dossier: string): Promise<Stored | undefined> {
    const known = this.known(dossier);
    if (known || this.#before.has(dossier)) return known;
    const found = (await stored(this.#judgements, [dossier])).get(dossier);
    this.#before.set(dossier, found);
    return found;
  }

  keep(dossier: string, now: Stored): void {
    this.#changed.set(dossier, now);
  }

  /** What is to be put away. What another dossier changes of one that nothing happened to stays where it was. */
  writes(): readonly DocumentWrite<Judgement>[] {
    return [...this.#changed].map(([key, { judgement, position }]) => {
      return { key, document: judgement, position, previous: this.#before.get(key)?.position ?? 0 };
    });
  }

  /** Those that were given a code, in no order. */
  givenCode(code: string): AsyncIterable<Judgement> {
    return this.#found(
      (after) => givenCode(code, pageMax, after),
      ({ reception }) => reception?.code === code,
    );
  }

  /** Those that take up a dossier again, in no order. */
  takingUp(dossier: string): AsyncIterable<Judgement> {
    return this.#found(
      (after) => takingUp(dossier, pageMax, after),
      ({ submission }) => submission?.resubmissionOf === dossier,
    );
  }

  /** Whoever was given a code first, apart from one of them. */
  async firstGiven(code: string, except?: string): Promise<Judgement | undefined> {
    let first: Judgement | undefined;
    const placeOf = (one: Judgement): Position => one.state.course.reception?.position ?? 0;
    for (const { judgement } of this.#changed.values()) {
      if (judgement.dossier === except || judgement.state.course.reception?.code !== code) continue;
      if (!first || placeOf(judgement) < placeOf(first)) first = judgement;
    }
    for await (const one of this.#putAway((after) => givenCode(code, pageMax, after))) {
      // They come in the order of the log.
      if (one.dossier !== except) return first && placeOf(first) < placeOf(one) ? first : one;
    }
    return first;
  }

  async *#found(
    query: (after: string | undefined) => PageQuery,
    isOne: (course: Course) => boolean,
  ): AsyncGenerator<Judgement> {
    for (const { judgement } of [...this.#changed.values()]) if (isOne(judgement.state.course)) yield judgement;
    yield* this.#putAway(query);
  }

  /** As they are put away, those that changed aside. */
  async *#putAway(query: (after: string | undefined) => PageQuery): AsyncGenerator<Judgement> {
    for (let after: string | undefined, more = true; more; more = after !== undefined) {
      const { items, next } = await this.#judgements.page(query(after));
      for (const one of items) if (!this.#changed.has(one.dossier)) yield one;
      after = next;
    }
  }
}
