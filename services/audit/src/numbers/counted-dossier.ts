import type { Channel, Level } from '@hoso/contracts';
import { notYet, type Standing, stand } from '../history/dossier-state.ts';
import type { StandingEvent } from '../history/standing-events.ts';

/** What one agency did with a dossier. */
export interface Handling {
  readonly case: number;
  readonly agency: string;
  readonly officer?: string;
  /** Its own term, as it was last told. */
  readonly dueAt?: string;
  /** Absent while it has no result, and for good where it sent the dossier back. */
  readonly finishedAt?: string;
}

/** A supplement that somebody had to bring; by its place in the dossier's stream, where it may be written off. */
export interface Asked {
  readonly at: string;
  readonly version?: number;
}

/** All that numbers need to know of a dossier. */
export interface CountedDocument {
  readonly dossier: string;
  /** The last event in it. */
  readonly position: number;
  readonly procedure: string;
  readonly channel: Channel;
  /** Of the unit that received it; not known of those received before receptions told it. */
  readonly level?: Level;
  readonly submittedAt: string;
  readonly receivedAt?: string;
  readonly returnedAt?: string;
  /** Who decided it at the counter, at once. */
  readonly resolvedBy?: string;
  readonly standing: Standing;
  readonly handlings: readonly Handling[];
  readonly asked: readonly Asked[];
}

/** The document after an event, in the order of the log, whatever should have come before it. */
export function countedAfter(document: CountedDocument | undefined, event: StandingEvent): CountedDocument | undefined {
  if (event.type === 'DossierSubmitted' && document === undefined) return submitted(event);
  if (document === undefined) return undefined;
  return {
    ...document,
    ...markedBy(document, event),
    position: event.position,
    standing: stand(document.standing, event),
    handlings: handlingsAfter(document.handlings, event),
    asked: askedAfter(document.asked, event),
  };
}

/** The handling of the agency that decides the dossier. */
export function leadOf({ standing, handlings }: CountedDocument): Handling | undefined {
  return handlings.find((handling) => handling.case === standing.case);
}

function submitted(event: Extract<StandingEvent, { readonly type: 'DossierSubmitted' }>): CountedDocument | undefined {
  if (event.dossierId === undefined) return undefined;
  const { procedure, channel } = event.data;
  return {
    ...{ dossier: event.dossierId, position: event.position, procedure, channel, submittedAt: event.occurredAt },
    ...{ standing: stand(notYet, event), handlings: [], asked: [] },
  };
}

function markedBy({ returnedAt }: CountedDocument, event: StandingEvent): Partial<CountedDocument> {
  switch (event.type) {
    case 'DossierReceived': {
      const { unit } = event.data;
      return { receivedAt: event.occurredAt, ...(unit === undefined ? {} : { level: unit.level }) };
    }
    case 'ResolvedAtOnce':
      return { resolvedBy: event.actor.id };
    case 'ResultReturned':
      return { returnedAt: returnedAt ?? event.occurredAt };
    default:
      return {};
  }
}

function handlingsAfter(all: readonly Handling[], event: StandingEvent): readonly Handling[] {
  switch (event.type) {
    case 'TransferredToAgency':
    case 'DossierShared':
    case 'CaseOpened': {
      const { agency, dueAt } = event.data;
      return all.some((handling) => handling.case === event.data.case)
        ? all
        : [...all, { case: event.data.case, agency, dueAt }];
    }
    case 'OfficerAssigned': {
      const { officer } = event.data;
      return changed(all, event.data.case, (handling) => ({ ...handling, officer }));
    }
    case 'CaseDueChanged': {
      const { dueAt } = event.data;
      return changed(all, event.data.case, (handling) => ({ ...handling, dueAt }));
    }
    case 'ResultIssued':
    case 'RefusedAfterAppraisal': {
      const { finishedAt } = event.data;
      return changed(all, event.data.case, (handling) => ({ ...handling, finishedAt }));
    }
    case 'ResultRecalled':
      return changed(all, event.data.case, ({ finishedAt: _, ...handling }) => handling);
    default:
      return all;
  }
}

function changed(
  all: readonly Handling[],
  number: number,
  change: (handling: Handling) => Handling,
): readonly Handling[] {
  return all.map((handling) => (handling.case === number ? change(handling) : handling));
}

function askedAfter(all: readonly Asked[], event: StandingEvent): readonly Asked[] {
  switch (event.type) {
    case 'SupplementRequested':
      return [...all, { at: event.occurredAt, version: event.version }];
    case 'AppraisalSupplementRequested':
      return [...all, { at: event.occurredAt }];
    case 'Corrected':
      return event.data.entry === 'SupplementRequested' ? all.filter(({ version }) => version !== event.data.of) : all;
    default:
      return all;
  }
}
