import { inspectionEvents, type inspectionEventTypes, type InspectionSummary, Actor } from '@hoso/contracts';
import { type EventOf, type Read, unreachable, type View } from '@hoso/event-sourcing';

type InspectionEventType = (typeof inspectionEventTypes)[number];
type InspectionHistory = Read<EventOf<InspectionEventType>>;

/** An inspection as it is stored to be listed. */
export interface InspectionDocument {
  readonly summary: InspectionSummary;
  /** The inspected units; all where it names none. */
  readonly units?: readonly string[] | undefined;
  /** Its place in audit's own log: newest first goes by this. */
  readonly openedHere: number;
  /** Numbers of findings without a reply, and of measures that are not done. */
  readonly unanswered: readonly number[];
  readonly unfinished: readonly number[];
}

export const newestInspections = 'newest';

/** Every inspection, by when it was opened. */
export const inspections: View<InspectionDocument, InspectionEventType> = {
  name: 'inspections',
  revision: 1,
  indexes: [{ name: newestInspections, of: ({ openedHere }) => [String(openedHere).padStart(16, '0')] }],
  events: inspectionEvents,
  key: ({ dossierId }) => dossierId,
  evolve: (document, event) => {
    if (event.type === 'InspectionOpened') return document ?? opened(event);
    if (!document) return undefined;
    const next = evolve(document, event);
    const { unanswered, unfinished } = next;
    const counts = { unanswered: unanswered.length, unfinished: unfinished.length };
    return { ...next, summary: { ...next.summary, ...counts, version: event.version } };
  },
};

function opened(event: Extract<InspectionHistory, { readonly type: 'InspectionOpened' }>): InspectionDocument {
  const { title: _, checklist: __, self, units, ...scope } = event.data;
  return {
    summary: {
      ...{ id: event.dossierId ?? '', version: event.version, ...scope, self: self === true },
      ...(units === undefined ? {} : { units }),
      ...{ openedAt: event.occurredAt, openedBy: Actor.parse(event.actor) },
      ...{ announced: scope.kind === 'announced' || self === true, status: 'open' },
      ...{ sample: 0, findings: 0, unanswered: 0, measures: 0, unfinished: 0 },
    },
    ...(units === undefined ? {} : { units }),
    ...{ openedHere: event.position, unanswered: [], unfinished: [] },
  };
}

function evolve(
  document: InspectionDocument,
  event: Exclude<InspectionHistory, { readonly type: 'InspectionOpened' }>,
): InspectionDocument {
  const { summary, unanswered, unfinished } = document;
  const with_ = (change: Partial<InspectionSummary>) => ({ ...document, summary: { ...summary, ...change } });
  switch (event.type) {
    case 'InspectionAnnounced':
      return with_({ announced: true });
    case 'SampleDrawn':
      return with_({ sample: event.data.drawn.length });
    case 'InspectionFindingRecorded': {
      const { finding } = event.data;
      return { ...with_({ findings: summary.findings + 1 }), unanswered: [...unanswered, finding] };
    }
    case 'FindingReplied': {
      const { finding } = event.data;
      return { ...document, unanswered: unanswered.filter((one) => one !== finding) };
    }
    case 'MeasureOrdered': {
      const { measure } = event.data;
      return { ...with_({ measures: summary.measures + 1 }), unfinished: [...unfinished, measure] };
    }
    case 'MeasureFollowedUp': {
      const { measure, outcome } = event.data;
      const others = unfinished.filter((one) => one !== measure);
      return { ...document, unfinished: outcome === 'done' ? others : [...others, measure] };
    }
    case 'InspectionClosed':
      return with_({ status: 'closed', announced: true });
    case 'ChecklistAnswered':
    case 'MeasureReported':
    case 'PackMade':
      return document;
    default:
      return unreachable(event);
  }
}
