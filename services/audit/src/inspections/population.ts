import {
  CaseOpened,
  DossierSubmitted,
  type Finding,
  findingEvents,
  type InspectionOpened,
  type StratifyBy,
  type SampleMethod,
} from '@hoso/contracts';
import {
  envelopeOf,
  eventCatalogue,
  type EventOf,
  type EventStore,
  giveWay,
  type Position,
  type RecordedEvent,
} from '@hoso/event-sourcing';
import type { Member } from '@hoso/rules';

/** Which dossiers an inspection is about. */
export type Scope = Pick<EventOf<typeof InspectionOpened>['data'], 'units' | 'procedures' | 'from' | 'to'>;

/** What of the two logs a population is worked out from, and how its dossiers differ. */
export interface Drawing {
  readonly method: SampleMethod;
  readonly stratifyBy?: StratifyBy | undefined;
  /** The last event of the judged log that counts. */
  readonly upTo: Position;
  /** The last event of audit's own log that counts: what the rules had found by then. */
  readonly findingsUpTo: Position;
}

export interface PopulationLogs {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly own: Pick<EventStore, 'readAll'>;
}

interface Submitted {
  readonly procedure: string;
  readonly oneStop: string;
  readonly agencies: readonly string[];
}

const pageSize = 1_000;
const dayMs = 86_400_000;
const begun = eventCatalogue(DossierSubmitted, CaseOpened);
/** What a finding adds to the one ticket that every dossier has. */
const tickets: Readonly<Record<Finding['severity'], number>> = { H: 4, M: 2, L: 1 };
const ticketsMax = 20;

/**
 * The dossiers submitted within the scope's days, of its procedures, taken in or decided by one of its units, as the
 * log has it up to a position: whoever reads the same log comes to the same. In the order of their ids.
 */
export async function readPopulation(
  { store, own }: PopulationLogs,
  scope: Scope,
  drawing: Drawing,
): Promise<readonly Member[]> {
  const submitted = await submittedWithin(store, scope, drawing.upTo);
  const weights = drawing.method === 'by-risk' ? await weightsOf(own, drawing.findingsUpTo) : undefined;
  return [...submitted]
    .filter(([, one]) => isOfUnit(one, scope))
    .map(([dossier, one]) => ({
      ...{ dossier, stratum: stratumOf(one, drawing.stratifyBy) },
      weight: Math.min(ticketsMax, 1 + (weights?.get(dossier) ?? 0)),
    }))
    .sort((one, other) => (one.dossier < other.dossier ? -1 : 1));
}

async function submittedWithin(
  store: PopulationLogs['store'],
  { from, to, procedures }: Scope,
  upTo: Position,
): Promise<ReadonlyMap<string, Submitted>> {
  const [first, end] = [startOf(from), startOf(to) + dayMs];
  const found = new Map<string, Submitted>();
  // Nothing is recorded much before it is said to have happened: what lies a day earlier is not of the period.
  const after = await lastBefore(store, first - dayMs, upTo);
  await eachEvent(store, after, upTo, (recorded) => {
    if (!/"type":"(?:DossierSubmitted|CaseOpened)"/.test(recorded.body)) return;
    const event = begun.read(envelopeOf(recorded));
    if (event?.dossierId === undefined) return;
    if (event.type === 'CaseOpened') {
      const one = found.get(event.dossierId);
      if (one) found.set(event.dossierId, { ...one, agencies: [...one.agencies, event.data.agency] });
      return;
    }
    const at = Date.parse(event.occurredAt);
    const { procedure, oneStop } = event.data;
    if (at < first || at >= end || (procedures && !procedures.includes(procedure))) return;
    found.set(event.dossierId, { procedure, oneStop, agencies: [] });
  });
  return found;
}

interface Weighed {
  readonly dossier: string;
  readonly tickets: number;
  readonly isRaised: boolean;
  readonly isDismissed: boolean;
}

/** What stood by then, dossier by dossier: what was withdrawn or dismissed weighs nothing. */
async function weightsOf(own: PopulationLogs['own'], upTo: Position): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, Weighed>();
  const change = (id: string, to: Partial<Weighed>): void => {
    const before = known.get(id);
    if (before) known.set(id, { ...before, ...to });
  };
  await eachEvent(own, 0, upTo, (recorded) => {
    if (!/"type":"Finding(?:Raised|Withdrawn|Confirmed|Dismissed)"/.test(recorded.body)) return;
    const event = findingEvents.read(envelopeOf(recorded));
    if (event?.type === 'FindingRaised') {
      const { id, dossier, severity } = event.data;
      const isDismissed = known.get(id)?.isDismissed ?? false;
      known.set(id, { dossier, tickets: tickets[severity], isRaised: true, isDismissed });
    } else if (event?.type === 'FindingWithdrawn') change(event.data.id, { isRaised: false });
    else if (event) change(event.data.id, { isDismissed: event.type === 'FindingDismissed' });
  });
  const weights = new Map<string, number>();
  for (const { dossier, tickets: more, isRaised, isDismissed } of known.values()) {
    if (isRaised && !isDismissed) weights.set(dossier, (weights.get(dossier) ?? 0) + more);
  }
  return weights;
}

async function eachEvent(
  store: PopulationLogs['store'],
  from: Position,
  upTo: Position,
  take: (recorded: RecordedEvent) => void,
): Promise<void> {
  for (let after = from; after < upTo; ) {
    const page = await store.readAll(after, Math.min(pageSize, upTo - after));
    for (const recorded of page) take(recorded);
    const last = page.at(-1);
    if (!last) return;
    after = last.position;
    await giveWay();
  }
}

/** The last position recorded before an instant: times of recording never decrease within a log. */
async function lastBefore(store: PopulationLogs['store'], atMs: number, upTo: Position): Promise<Position> {
  let [low, high] = [0, upTo];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [event] = await store.readAll(middle, 1);
    if (event && event.recordedAt < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isOfUnit({ oneStop, agencies }: Submitted, { units }: Scope): boolean {
  return units === undefined || [oneStop, ...agencies].some((unit) => units.includes(unit));
}

function stratumOf({ procedure, oneStop, agencies }: Submitted, by: StratifyBy | undefined): string {
  switch (by) {
    case 'one-stop':
      return oneStop;
    case 'agency':
      return agencies[0] ?? 'none';
    case 'procedure':
      return procedure;
    default:
      return '';
  }
}

/** When a day begins in the province, seven hours ahead of UTC all year. */
function startOf(date: string): number {
  return Date.parse(`${date}T00:00:00+07:00`);
}
