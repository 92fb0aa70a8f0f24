import {
  type Applicant,
  caseEventTypes,
  type DossierStatus,
  type DossierSubmitted,
  type DossierSummary,
  dossierEventTypes,
  type Hands,
  handoverTypes,
  handsAfter,
  type LawfulDue,
  lawAfter,
  type PartRecorded,
  petitionBookTypes,
  ResultHandedToPost,
  ShipmentArranged,
} from '@hoso/contracts';
import {
  type EventOf,
  eventCatalogue,
  type Index,
  isSealed,
  type Read,
  type Sealed,
  streamCategory,
  type View,
} from '@hoso/event-sourcing';
import { caseSummary } from './case-summary.ts';
import { isCounterEvent } from './counter-book.ts';
import { correctedSummary } from './corrected-summary.ts';
import { counterSummary } from './counter-summary.ts';
import { isWithAgency, withAgency, withStatus } from './summary-status.ts';

/** A dossier as it is stored to be read: who applies stays sealed, with what opens the seal. */
export interface DossierDocument {
  readonly summary: DossierSummary;
  readonly applicant?: { readonly sealed: Sealed; readonly eventId: string; readonly pointer: string };
  readonly hands: Hands;
  readonly law?: LawfulDue;
}

/** Of shipments only which office has them, of petitions only that they are about it. */
const types = [
  ...dossierEventTypes,
  ...caseEventTypes,
  ...petitionBookTypes,
  ShipmentArranged,
  ResultHandedToPost,
] as const;
type DossierHistory = Read<EventOf<(typeof types)[number]>>;

/** Names of the view's indexes. Each ends with the instant by which its pages are ordered. */
export const dossierIndex = {
  code: 'code',
  /** Those that a one-stop unit received. */
  received: 'one-stop-received',
  newest: { all: 'newest', oneStop: 'one-stop-newest', agency: 'agency-newest', own: 'own-newest' },
  status: {
    all: 'status-newest',
    oneStop: 'one-stop-status-newest',
    agency: 'agency-status-newest',
    own: 'own-status-newest',
  },
  due: { all: 'due', oneStop: 'one-stop-due', agency: 'agency-due', own: 'own-due' },
} as const;

/** The ways to look at dossiers: all of them, a one-stop unit's, an agency's, an applicant's own. */
export type DossierScope = keyof typeof dossierIndex.newest;
const scopes: readonly DossierScope[] = ['all', 'oneStop', 'agency', 'own'];

/** Every dossier as counters and citizens see it, over all its streams. */
export const dossiers: View<DossierDocument, (typeof types)[number]> = {
  name: 'dossiers',
  revision: 7,
  indexes: [
    { name: dossierIndex.code, of: ({ summary }) => (summary.code === undefined ? undefined : [summary.code]) },
    {
      name: dossierIndex.received,
      of: ({ summary: { oneStop, receivedAt } }) => (receivedAt === undefined ? undefined : [oneStop, receivedAt]),
    },
    ...scopes.flatMap(scopedIndexes),
  ],
  events: eventCatalogue(...types),
  key: ({ dossierId }) => dossierId,
  evolve: (document, event) => {
    if (event.type === 'DossierSubmitted') return document ?? submitted(event);
    if (!document) return undefined;
    const law = lawOf(document, event);
    const summary = { ...evolve(document.summary, event), ...(law ? { lawfulDueAt: law.dueAt } : {}) };
    const own = streamCategory(event.stream) === 'dossier';
    const moved = own ? { ...summary, version: event.version } : withCaseVersion(summary, event);
    const hands = isHandedOver(event) ? (handsAfter(document.hands, event) ?? document.hands) : document.hands;
    return { ...document, summary: moved, hands, ...(law ? { law } : {}) };
  },
};

function lawOf({ law }: DossierDocument, event: Later): LawfulDue | undefined {
  switch (event.type) {
    case 'DossierReceived':
    case 'ClockRestarted':
    case 'DueDateChanged':
    case 'Resumed':
    case 'Corrected':
      return lawAfter(law, event);
    default:
      return law;
  }
}

/** Of the case that the dossier is in: another agency's last words on it change nothing. */
function withCaseVersion(summary: DossierSummary, { data, version }: Later): DossierSummary {
  return 'case' in data && data.case === summary.case ? { ...summary, caseVersion: version } : summary;
}

type HandedOn = Extract<Later, { readonly type: (typeof handoverTypes)[number]['name'] }>;
const handoverNames = new Set<string>(handoverTypes.map(({ name }) => name));

function isHandedOver(event: Later): event is HandedOn {
  return handoverNames.has(event.type);
}

function scopedIndexes(scope: DossierScope): readonly Index<DossierDocument>[] {
  const whose = ({ summary, hands }: DossierDocument): readonly string[] | undefined => {
    if (scope === 'all') return [];
    if (scope === 'own') return hands.submittedBy.role === 'applicant' ? [hands.submittedBy.id] : undefined;
    const id = scope === 'oneStop' ? summary.oneStop : summary.agency;
    return id === undefined ? undefined : [id];
  };
  const below = (document: DossierDocument, ...values: readonly string[]): readonly string[] | undefined => {
    const prefix = whose(document);
    return prefix && [...prefix, ...values];
  };
  return [
    { name: dossierIndex.newest[scope], of: (document) => below(document, document.summary.submittedAt) },
    {
      name: dossierIndex.status[scope],
      of: (document) => below(document, document.summary.status, document.summary.submittedAt),
    },
    {
      name: dossierIndex.due[scope],
      of: (document) => {
        const { dueAt, status } = document.summary;
        return dueAt === undefined || !unfinished.includes(status) ? undefined : below(document, dueAt);
      },
    },
  ];
}

/** An appointment is still to be kept. */
const unfinished: readonly DossierStatus[] = ['received', ...withAgency];

function submitted(event: Read<EventOf<typeof DossierSubmitted>>): DossierDocument | undefined {
  const { data, dossierId, id, occurredAt, version } = event;
  const hands = handsAfter(undefined, event);
  if (dossierId === undefined || !hands) return undefined;
  const { procedure, channel, oneStop, returnBy } = data;
  const summary: DossierSummary = {
    id: dossierId,
    ...withStatus('registered'),
    procedure,
    channel,
    oneStop,
    returnBy,
    submittedAt: occurredAt,
    scans: [],
    stepsDone: [],
    stepsLeft: [],
    supplements: 0,
    reappointments: 0,
    version,
  };
  return { summary, ...sealedApplicant(data.applicant, id), hands };
}

/** Views never hold what is personal in the clear. */
function sealedApplicant(applicant: Sealed | Applicant, eventId: string): Pick<DossierDocument, 'applicant'> {
  return isSealed(applicant) ? { applicant: { sealed: applicant, eventId, pointer: '/applicant' } } : {};
}

type Later = Exclude<DossierHistory, { readonly type: 'DossierSubmitted' }>;

function evolve(summary: DossierSummary, event: Later): DossierSummary {
  if (isCounterEvent(event)) return counterSummary(summary, event);
  switch (event.type) {
    case 'SupplementRequested':
      return { ...summary, ...withStatus('supplement-requested'), supplements: summary.supplements + 1 };
    case 'SupplementReceived':
      return { ...summary, ...withStatus('registered') };
    case 'ReceptionRefused':
      return { ...summary, ...withStatus('refused-at-reception') };
    case 'DossierReceived':
      return received(summary, event);
    case 'TransferredToAgency': {
      const { agency, case: number, steps } = event.data;
      const begun = { agency, case: number, stepsDone: [], stepsLeft: steps.map(({ code }) => code) };
      return { ...summary, ...withStatus('in-process'), ...begun };
    }
    case 'DueDateChanged':
      return { ...summary, dueAt: event.data.to };
    case 'ClockRestarted': {
      const { at, dueAt } = event.data;
      return { ...summary, startAt: at, ...(dueAt === undefined ? {} : { originalDueAt: dueAt, dueAt }) };
    }
    // What its agency waits for, the agency's own events have told.
    case 'Paused':
      return summary;
    case 'Resumed': {
      const { due } = event.data;
      return due ? { ...summary, originalDueAt: due.originalDueAt, dueAt: due.dueAt } : summary;
    }
    case 'Corrected':
      return correctedSummary(summary, event.data);
    case 'ResolvedAtOnce':
      return { ...summary, ...withStatus('finished'), outcome: 'issued', finishedAt: event.data.finishedAt };
    case 'ResultRecorded': {
      const { outcome, finishedAt } = event.data;
      return isWithAgency(summary) ? { ...summary, ...withStatus('finished'), outcome, finishedAt } : summary;
    }
    case 'DossierShared': {
      const { case: number, agency, dueAt } = event.data;
      return { ...summary, parts: [...(summary.parts ?? []), { case: number, agency, dueAt }] };
    }
    case 'PartRecorded':
      return { ...summary, parts: (summary.parts ?? []).map((part) => withOutcome(part, event.data)) };
    case 'DossierTakenBack': {
      const { agency: _, officer: __, caseVersion: ___, ...rest } = summary;
      return { ...rest, ...withStatus('received') };
    }
    case 'ResultTakenBack': {
      const { outcome: _, finishedAt: __, ...rest } = summary;
      return { ...rest, ...withStatus('in-process') };
    }
    case 'PetitionTied':
    case 'PetitionSettled':
      return { ...summary, petitions: petitionsAfter(summary, event) };
    case 'ResultReadyToReturn':
    case 'ResultNotDelivered':
    case 'ShipmentArranged':
    case 'ResultHandedToPost':
      return summary;
    case 'ResultReturned':
      return { ...summary, ...withStatus('returned'), returnedAt: event.occurredAt };
    case 'DossierWithdrawn':
      return { ...summary, ...withStatus('withdrawn') };
    default:
      // What further agencies do, and what one does that has it no longer, changes nothing in how it stands.
      return event.data.case === summary.case ? caseSummary(summary, event) : summary;
  }
}

function petitionsAfter(
  { petitions = [] }: DossierSummary,
  event: Extract<Later, { readonly type: (typeof petitionBookTypes)[number]['name'] }>,
): DossierSummary['petitions'] {
  if (event.type === 'PetitionTied') {
    const { petition, kind, topic } = event.data;
    return [...petitions, { petition, kind, topic }];
  }
  const { petition, outcome } = event.data;
  return petitions.map((one) => (one.petition === petition ? { ...one, outcome } : one));
}

type Part = NonNullable<DossierSummary['parts']>[number];

function withOutcome(part: Part, { case: number, outcome }: EventOf<typeof PartRecorded>['data']): Part {
  if (part.case !== number) return part;
  const { outcome: _, ...open } = part;
  return outcome === 'recalled' ? open : { ...open, outcome };
}

function received(
  summary: DossierSummary,
  { data, occurredAt }: Extract<DossierHistory, { readonly type: 'DossierReceived' }>,
): DossierSummary {
  return {
    ...summary,
    ...withStatus('received'),
    code: data.code,
    procedureVersion: data.procedure.version,
    receivedAt: occurredAt,
    startAt: data.startAt,
    originalDueAt: data.dueAt,
    dueAt: data.dueAt,
    stepsLeft: data.steps.map(({ code }) => code),
  };
}
