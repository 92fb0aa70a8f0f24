import { type Finding, findingEvents, type findingEventTypes, type HeldBy } from '@hoso/contracts';
import { type EventOf, type Index, type Position, type Read, unreachable, type View } from '@hoso/event-sourcing';

/** A finding as it is stored to be listed. */
export interface FindingDocument {
  readonly finding: Finding;
  readonly heldBy: HeldBy;
  /** Its place in audit's own log: newest first goes by this. */
  readonly raised: Position;
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
  revision: 1,
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

function evolve(
  document: FindingDocument | undefined,
  event: Read<EventOf<(typeof findingEventTypes)[number]>>,
): FindingDocument | undefined {
  switch (event.type) {
    case 'FindingRaised': {
      const { heldBy, judged, ...finding } = event.data;
      return { finding: { ...finding, status: 'open', raisedAt: event.recordedAt }, heldBy, raised: event.position };
    }
    case 'FindingWithdrawn':
      return document && { ...document, finding: { ...document.finding, status: 'withdrawn' } };
    default:
      return unreachable(event);
  }
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
