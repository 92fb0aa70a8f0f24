import type { Position } from './envelope.ts';
import type { AnyEventType, EventOf, Read } from './event-type.ts';
import { type Follower, type FollowOptions, follow } from './follower.ts';
import type { FollowerTarget, FollowerWork, WorkDone } from './follower-work.ts';
import type { FollowedEvent } from './followed-event.ts';
import { HoldBook } from './hold-book.ts';
import { SealBroken } from './sealer.ts';
import type { Marks, PersonalData, View } from './view.ts';
import { type DocumentWrite, InvalidDocument, type Versioned, type ViewGeneration } from './view-store.ts';

export interface ViewFollowerOptions<Document, Type extends AnyEventType> extends FollowOptions {
  readonly view: View<Document, Type>;
  readonly generation: ViewGeneration<Document>;
  /** Needed by a view with `marks`. */
  readonly personal?: PersonalData | undefined;
}

/** Keeps one generation of a view up to date. Its consumer on the bus is named after view and generation. */
export function viewFollower<Document, Type extends AnyEventType>(
  options: ViewFollowerOptions<Document, Type>,
): Promise<Follower> {
  const { view, generation, personal } = options;
  return follow(viewTarget(view, generation, personal), options);
}

/** What a follower needs of a generation. */
export type FollowedGeneration<Document> = Pick<
  ViewGeneration<Document>,
  'view' | 'generation' | 'progress' | 'load' | 'save'
>;

/** The name under which a generation is followed. */
export function viewFollowerName({ view, generation }: { readonly view: string; readonly generation: number }): string {
  return `${view}-${generation}`;
}

/** What following a view does with events: documents are loaded, evolved and saved together, a batch at a time. */
export function viewTarget<Document, Type extends AnyEventType>(
  view: View<Document, Type>,
  generation: FollowedGeneration<Document>,
  personal: PersonalData | undefined,
): FollowerTarget {
  if (view.marks && !personal) throw new Error(`the view ${view.name} marks personal data and was given no way to it`);
  return {
    name: viewFollowerName(generation),
    separately: false,
    progress: () => generation.progress(),
    apply: (work) => applyToView(view, generation, personal, work, new HoldBook(work.holds)),
  };
}

/** An event that concerns a document. */
interface Concern<Type> {
  readonly followed: FollowedEvent;
  readonly event: Read<EventOf<Type>>;
  readonly key: string;
  readonly marks?: Marks;
}

async function applyToView<Document, Type extends AnyEventType>(
  view: View<Document, Type>,
  generation: FollowedGeneration<Document>,
  personal: PersonalData | undefined,
  work: FollowerWork,
  book: HoldBook,
): Promise<WorkDone> {
  const concerns = await marked(view, concernsOf(view, work.events, book), personal, book);
  const stored: ReadonlyMap<string, Versioned<Document>> = concerns.length === 0
    ? new Map()
    : await generation.load([...new Set(concerns.map(({ key }) => key))]);
  const writes = evolved(view, concerns, stored, book);
  const held = book.noted();
  const released = work.released.filter((subject) => !held.some((hold) => hold.subject === subject));
  try {
    await generation.save(writes, { checkpoints: work.moves, held, released });
  } catch (error) {
    if (!(error instanceof InvalidDocument)) throw error;
    // One document that cannot be stored must not keep the others from it: its subject is held and the rest done again.
    const first = concerns.find(({ key, followed }) => key === error.key && !book.setsAside(followed));
    if (!first) throw error;
    const again = new HoldBook(new Map([...work.holds, ...held.map((hold) => [hold.subject, hold] as const)]));
    again.hold(first.followed, error);
    return await applyToView(view, generation, personal, work, again);
  }
  return { held };
}

/** Reads each event once. What cannot be read holds its subject. */
function concernsOf<Document, Type extends AnyEventType>(
  view: View<Document, Type>,
  events: readonly FollowedEvent[],
  book: HoldBook,
): readonly Concern<Type>[] {
  const concerns: Concern<Type>[] = [];
  for (const followed of events) {
    if (book.setsAside(followed)) continue;
    try {
      const event = view.events.read(followed.envelope);
      const key = event && view.key(event);
      if (event && key !== undefined) concerns.push({ followed, event, key });
    } catch (error) {
      book.hold(followed, error);
    }
  }
  return concerns;
}

/** The concerns with their marks. What is not as it was sealed holds its subject; anything else may pass by itself. */
async function marked<Document, Type extends AnyEventType>(
  view: View<Document, Type>,
  concerns: readonly Concern<Type>[],
  personal: PersonalData | undefined,
  book: HoldBook,
): Promise<readonly Concern<Type>[]> {
  if (!view.marks || !personal) return concerns;
  const done: Concern<Type>[] = [];
  for (const concern of concerns) {
    try {
      done.push({ ...concern, marks: await view.marks(concern.event, personal) });
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      book.hold(concern.followed, error);
    }
  }
  return done;
}

interface Evolving<Document> extends Versioned<Document> {
  readonly previous: Position;
}

/** The documents to write. An event that a document already holds, or that leaves it as it is, writes nothing. */
function evolved<Document, Type extends AnyEventType>(
  view: View<Document, Type>,
  concerns: readonly Concern<Type>[],
  stored: ReadonlyMap<string, Versioned<Document>>,
  book: HoldBook,
): readonly DocumentWrite<Document>[] {
  const changed = new Map<string, Evolving<Document>>();
  for (const { followed, event, key, marks } of concerns) {
    const before = changed.get(key) ?? stored.get(key);
    const { position } = followed.envelope;
    if ((before && position <= before.position) || book.setsAside(followed)) continue;
    try {
      const document = view.evolve(before?.document, event, marks);
      if (document === before?.document) continue;
      changed.set(key, { document, position, previous: stored.get(key)?.position ?? 0 });
    } catch (error) {
      book.hold(followed, error);
    }
  }
  return Array.from(changed, ([key, { document, position, previous }]) => ({ key, document, position, previous }));
}
