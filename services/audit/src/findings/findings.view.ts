import {
  Actor,
  type Finding,
  findingEvents,
  type findingEventTypes,
  type FindingReview,
  type HeldBy,
} from '@hoso/contracts';
import {
  type EventOf,
  type Index,
  isSealed,
  type Position,
  type Read,
  type Sealed,
  unreachable,
  type View,
} from '@hoso/event-sourcing';

/** A finding as it is stored to be listed. */
export interface FindingDocument {
  readonly finding: Finding;
  readonly heldBy: HeldBy;
  /** What its reviewer wrote, sealed: a note, or why it was dismissed. */
  readonly said?: SealedWords;
  /** Its place in audit's own log: newest first goes by this. */
  readonly raised: Position;
}

/** A sealed text and what its seal is bound to. */
export interface SealedWords {
  readonly sealed: Sealed;
  readonly eventId: string;
  readonly pointer: string;
}

/** The ways to look at findings: all of them, or those of one … */
export type FindingScope = keyof typeof groupOf;

const groupOf = {
  all: () => [],
  oneStop: ({ heldBy }) => given(heldBy.oneStop),
  agency: ({ heldBy }) => given(heldBy.agency),
  dossier: ({ finding }) => given(finding.dossier),
  person: ({ finding }) => given(finding.person),
  rule: ({ finding }) => given(finding.rule),
  unit: ({ finding }) => given(finding.unit),
} as const satisfies Readonly<Record<string, (document: FindingDocument) => readonly string[] | undefined>>;

/** Findings of audit's own log, in two indexes a scope: those that stand, and all. */
export const findings: View<FindingDocument, (typeof findingEventTypes)[number]> = {
  name: 'findings',
  revision: 3,
  indexes: Object.entries(groupOf).flatMap(([scope, of]) => [
    indexOf(findingIndex(scope, 'all'), of, () => true),
    indexOf(findingIndex(scope, 'standing'), of, ({ finding }) => isStanding(finding)),
  ]),
  events: findingEvents,
  key: ({ data }) => data.id,
  evolve,
};

/** The name of an index: by a scope, of all findings or of those that stand. */
export function findingIndex(scope: string, which: 'all' | 'standing'): string {
  return which === 'all' ? `${scope}-all` : scope;
}

/** Whether a finding stands: it is open or confirmed. */
export function isStanding({ status }: Finding): boolean {
  return status === 'open' || status === 'confirmed';
}

type FindingHappened = EventOf<(typeof findingEventTypes)[number]>;

function evolve(document: FindingDocument | undefined, event: Read<FindingHappened>): FindingDocument | undefined {
  switch (event.type) {
    case 'FindingRaised': {
      const { heldBy, judged, ...finding } = event.data;
      const raised = { finding: { ...finding, status: 'open', raisedAt: event.recordedAt }, heldBy } as const;
      return raisedAgain(document, { ...raised, raised: event.position });
    }
    case 'FindingWithdrawn':
      return document && changed(document, { status: 'withdrawn', withdrawnAt: event.recordedAt });
    case 'FindingConfirmed':
      return document && reviewed(document, event, { verdict: 'confirmed' }, event.data.note, '/note');
    case 'FindingDismissed':
      return document && reviewed(document, event, dismissed(event.data), event.data.reason, '/reason');
    default:
      return unreachable(event);
  }
}

/** What was looked at once is the same breach: what was said of it stands. */
function raisedAgain(before: FindingDocument | undefined, raised: FindingDocument): FindingDocument {
  const review = before?.finding.review;
  if (!before || !review) return raised;
  const { said } = before;
  return { ...raised, finding: { ...raised.finding, review, status: review.verdict }, ...(said ? { said } : {}) };
}

function changed(document: FindingDocument, change: Partial<Finding>): FindingDocument {
  return { ...document, finding: { ...document.finding, ...change } };
}

function reviewed(
  { said: _, ...document }: FindingDocument,
  { id: eventId, actor, recordedAt }: Pick<Read<FindingHappened>, 'id' | 'actor' | 'recordedAt'>,
  said: Pick<FindingReview, 'verdict' | 'ground'>,
  words: Sealed | string | undefined,
  pointer: string,
): FindingDocument {
  const review = { ...said, by: Actor.parse(actor), at: recordedAt };
  const sealed = isSealed(words) ? { said: { sealed: words, eventId, pointer } } : {};
  return { ...changed(document, { status: said.verdict, review }), ...sealed };
}

function dismissed({ ground }: Pick<FindingReview, 'ground'>): Pick<FindingReview, 'verdict' | 'ground'> {
  return { verdict: 'dismissed', ...(ground === undefined ? {} : { ground }) };
}

function indexOf(
  name: string,
  of: (document: FindingDocument) => readonly string[] | undefined,
  isIn: (document: FindingDocument) => boolean,
): Index<FindingDocument> {
  return {
    name,
    of: (document) => {
      const value = isIn(document) ? of(document) : undefined;
      return value && [...value, String(document.raised).padStart(16, '0')];
    },
  };
}

function given(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}
