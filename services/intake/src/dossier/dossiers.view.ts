import {
  type Applicant,
  caseEventTypes,
  type DossierStatus,
  type DossierSubmitted,
  type DossierSummary,
  dossierEventTypes,
  statusCodes,
} from '@hoso/contracts';
import {
  type Actor,
  type EventOf,
  eventCatalogue,
  type Index,
  isSealed,
  type Read,
  type Sealed,
  streamCategory,
  unreachable,
  type View,
} from '@hoso/event-sourcing';

/** A dossier as it is stored to be read: who applies stays sealed, with what opens the seal. */
export interface DossierDocument {
  readonly summary: DossierSummary;
  readonly applicant?: { readonly sealed: Sealed; readonly eventId: string; readonly pointer: string };
  readonly submittedBy: Pick<Actor, 'id' | 'role'>;
}

const types = [...dossierEventTypes, ...caseEventTypes] as const;
type DossierHistory = Read<EventOf<(typeof types)[number]>>;

/** Names of the view's indexes. Each ends with the instant by which its pages are ordered. */
export const dossierIndex = {
  code: 'code',
  newest: { all: 'newest', oneStop: 'one-stop-newest', agency: 'agency-newest' },
  status: { all: 'status-newest', oneStop: 'one-stop-status-newest', agency: 'agency-status-newest' },
  due: { all: 'due', oneStop: 'one-stop-due', agency: 'agency-due' },
} as const;

/** The three ways to look at dossiers: all of them, a one-stop unit's, an agency's. */
export type DossierScope = keyof typeof dossierIndex.newest;
const scopes: readonly DossierScope[] = ['all', 'oneStop', 'agency'];

/** Every dossier as counters and citizens see it, over all its streams. */
export const dossiers: View<DossierDocument, (typeof types)[number]> = {
  name: 'dossiers',
  revision: 1,
  indexes: [
    { name: dossierIndex.code, of: ({ summary }) => (summary.code === undefined ? undefined : [summary.code]) },
    ...scopes.flatMap(scopedIndexes),
  ],
  events: eventCatalogue(...types),
  key: ({ dossierId }) => dossierId,
  evolve: (document, event) => {
    if (event.type === 'DossierSubmitted') return document ?? submitted(event);
    if (!document) return undefined;
    const summary = evolve(document.summary, event);
    const own = streamCategory(event.stream) === 'dossier';
    return { ...document, summary: own ? { ...summary, version: event.version } : summary };
  },
};

function scopedIndexes(scope: DossierScope): readonly Index<DossierDocument>[] {
  const unit = ({ summary }: DossierDocument): readonly string[] | undefined => {
    if (scope === 'all') return [];
    const id = scope === 'oneStop' ? summary.oneStop : summary.agency;
    return id === undefined ? undefined : [id];
  };
  const below = (document: DossierDocument, ...values: readonly string[]): readonly string[] | undefined => {
    const prefix = unit(document);
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
const unfinished: readonly DossierStatus[] = ['received', 'in-process', 'appraisal-supplement-requested'];

function submitted(event: Read<EventOf<typeof DossierSubmitted>>): DossierDocument | undefined {
  const { data, dossierId, id, actor, occurredAt, version } = event;
  if (dossierId === undefined) return undefined;
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
  return {
    summary,
    ...sealedApplicant(data.applicant, id),
    submittedBy: { id: actor.id, role: actor.role },
  };
}

/** Views never hold what is personal in the clear. */
function sealedApplicant(applicant: Sealed | Applicant, eventId: string): Pick<DossierDocument, 'applicant'> {
  return isSealed(applicant) ? { applicant: { sealed: applicant, eventId, pointer: '/applicant' } } : {};
}

type Later = Exclude<DossierHistory, { readonly type: 'DossierSubmitted' }>;

function evolve(summary: DossierSummary, event: Later): DossierSummary {
  switch (event.type) {
    case 'ScanStored': {
      const { document, sha256 } = event.data;
      return { ...summary, scans: [...summary.scans, { document, sha256, storedAt: event.occurredAt }] };
    }
    case 'SupplementRequested':
      return { ...summary, ...withStatus('supplement-requested'), supplements: summary.supplements + 1 };
    case 'SupplementReceived':
      return { ...summary, ...withStatus('registered') };
    case 'ReceptionRefused':
      return { ...summary, ...withStatus('refused-at-reception') };
    case 'DossierReceived':
      return received(summary, event);
    case 'TransferredToAgency':
      return { ...summary, ...withStatus('in-process'), agency: event.data.agency, case: event.data.case };
    case 'DueDateChanged':
      return { ...summary, dueAt: event.data.to };
    case 'ClockRestarted': {
      const { at, dueAt } = event.data;
      return { ...summary, startAt: at, originalDueAt: dueAt, dueAt };
    }
    case 'ResultRecorded':
      return finished(summary, event.data.outcome, event.data.finishedAt);
    case 'ResultReadyToReturn':
    case 'ResultNotDelivered':
      return summary;
    case 'ResultReturned':
      return { ...summary, ...withStatus('returned'), returnedAt: event.occurredAt };
    case 'DossierWithdrawn':
      return { ...summary, ...withStatus('withdrawn') };
    default:
      return evolveCase(summary, event);
  }
}

type CaseHistory = Read<EventOf<(typeof caseEventTypes)[number]>>;

function evolveCase(summary: DossierSummary, event: CaseHistory): DossierSummary {
  switch (event.type) {
    case 'OfficerAssigned':
      return { ...summary, officer: event.data.officer };
    case 'StepCompleted': {
      const { step } = event.data;
      return {
        ...summary,
        stepsDone: [...summary.stepsDone, step],
        stepsLeft: summary.stepsLeft.filter((left) => left !== step),
      };
    }
    case 'AppraisalSupplementRequested': {
      const supplements = summary.supplements + 1;
      return { ...summary, ...inCase(summary, 'appraisal-supplement-requested'), supplements };
    }
    case 'AppraisalSupplementReceived':
      return { ...summary, ...inCase(summary, 'in-process') };
    case 'ReAppointed':
      return { ...summary, reappointments: event.data.count };
    case 'ResultIssued':
      return finished(summary, 'issued', event.data.finishedAt);
    case 'RefusedAfterAppraisal':
      return finished(summary, 'refused', event.data.finishedAt);
    case 'CaseOpened':
    case 'CaseClosed':
    case 'ExtensionRequested':
    case 'ApologyIssued':
      return summary;
    default:
      return unreachable(event);
  }
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

type Status = Pick<DossierSummary, 'status' | 'statusCode'>;

function withStatus(status: DossierStatus): Status {
  return { status, statusCode: statusCodes[status] };
}

/** The agency goes on with its case until it hears of a withdrawal: that one stands. */
function inCase(summary: DossierSummary, status: DossierStatus): Partial<Status> {
  return isWithAgency(summary) ? withStatus(status) : {};
}

/** Said twice, by the case and then by the dossier: the first one counts. */
function finished(summary: DossierSummary, outcome: 'issued' | 'refused', finishedAt: string): DossierSummary {
  return isWithAgency(summary) ? { ...summary, ...withStatus('finished'), outcome, finishedAt } : summary;
}

function isWithAgency({ status }: DossierSummary): boolean {
  return status === 'in-process' || status === 'appraisal-supplement-requested';
}
