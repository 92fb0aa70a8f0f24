import type {
  ChecklistAnswered,
  FindingReplied,
  InspectionClosed,
  inspectionEventTypes,
  InspectionFindingRecorded,
  InspectionOpened,
  MeasureFollowedUp,
  MeasureOrdered,
  MeasureReported,
  PackMade,
  SampleDrawn,
} from '@hoso/contracts';
import { type Actor, type EventOf, type Happened, type Instant, unreachable } from '@hoso/event-sourcing';

export type InspectionEvent = EventOf<(typeof inspectionEventTypes)[number]>;

/** What somebody said, with who and when. */
export type SaidThen<Type extends (typeof inspectionEventTypes)[number]> = EventOf<Type>['data'] & {
  readonly by: Actor;
  readonly at: Instant;
};

export type StatedFinding = SaidThen<typeof InspectionFindingRecorded> & {
  readonly reply?: SaidThen<typeof FindingReplied>;
};
export type OrderedMeasure = SaidThen<typeof MeasureOrdered> & {
  readonly reported?: SaidThen<typeof MeasureReported>;
  readonly followedUp?: SaidThen<typeof MeasureFollowedUp>;
};

/** What is true of every inspection once it was opened. */
export interface Opened {
  readonly status: 'open' | 'closed';
  readonly opened: SaidThen<typeof InspectionOpened>;
  /** Whether the inspected units know of it. */
  readonly announced: boolean;
  readonly sample?: SaidThen<typeof SampleDrawn>;
  /** How often one was drawn. */
  readonly draws: number;
  /** The last answer to each item, about each dossier or about all. */
  readonly checks: readonly SaidThen<typeof ChecklistAnswered>[];
  readonly findings: readonly StatedFinding[];
  readonly measures: readonly OrderedMeasure[];
  readonly closed?: SaidThen<typeof InspectionClosed>;
  readonly packs: readonly SaidThen<typeof PackMade>[];
}

export type InspectionState = { readonly status: 'none' } | Opened;

/** History happened: what does not fit a state leaves it as it is. */
export function evolveInspection(state: InspectionState, event: Happened<InspectionEvent>): InspectionState {
  if (event.type === 'InspectionOpened') return state.status === 'none' ? begun(event) : state;
  return state.status === 'none' ? state : evolveOpened(state, event);
}

function begun(event: Extract<Happened<InspectionEvent>, { readonly type: 'InspectionOpened' }>): Opened {
  return {
    status: 'open',
    opened: { ...event.data, ...saidBy(event) },
    announced: event.data.kind === 'announced' || event.data.self === true,
    draws: 0,
    ...{ checks: [], findings: [], measures: [], packs: [] },
  };
}

function evolveOpened(
  state: Opened,
  event: Exclude<Happened<InspectionEvent>, { readonly type: 'InspectionOpened' }>,
): Opened {
  const said = saidBy(event);
  switch (event.type) {
    case 'InspectionAnnounced':
      return { ...state, announced: true };
    case 'SampleDrawn':
      return { ...state, sample: { ...event.data, ...said }, draws: state.draws + 1 };
    case 'ChecklistAnswered': {
      const { item, dossier } = event.data;
      const others = state.checks.filter((one) => one.item !== item || one.dossier !== dossier);
      return { ...state, checks: [...others, { ...event.data, ...said }] };
    }
    case 'InspectionFindingRecorded':
      return { ...state, findings: [...state.findings, { ...event.data, ...said }] };
    case 'FindingReplied': {
      const reply = { ...event.data, ...said };
      const findings = state.findings.map((one) => (one.finding === reply.finding ? { ...one, reply } : one));
      return { ...state, findings };
    }
    case 'MeasureOrdered':
      return { ...state, measures: [...state.measures, { ...event.data, ...said }] };
    case 'MeasureReported': {
      const reported = { ...event.data, ...said };
      return withMeasure(state, reported.measure, (one) => ({ ...one, reported }));
    }
    case 'MeasureFollowedUp': {
      const followedUp = { ...event.data, ...said };
      return withMeasure(state, followedUp.measure, (one) => ({ ...one, followedUp }));
    }
    case 'InspectionClosed':
      // Its result is told to those that it is about.
      return { ...state, status: 'closed', announced: true, closed: { ...event.data, ...said } };
    case 'PackMade':
      return { ...state, packs: [...state.packs, { ...event.data, ...said }] };
    default:
      return unreachable(event);
  }
}

function withMeasure(state: Opened, measure: number, change: (one: OrderedMeasure) => OrderedMeasure): Opened {
  return { ...state, measures: state.measures.map((one) => (one.measure === measure ? change(one) : one)) };
}

function saidBy({ actor, occurredAt }: Happened<InspectionEvent>): { readonly by: Actor; readonly at: Instant } {
  return { by: actor, at: occurredAt };
}
