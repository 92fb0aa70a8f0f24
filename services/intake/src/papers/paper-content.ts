import {
  type Applicant,
  type PaidFee,
  type PaperContent,
  type PaperHead,
  type PaperInfo,
  type ProcedureVersion,
  type UnitId,
} from '@hoso/contracts';
import { isSealed, type Personal } from '@hoso/event-sourcing';
import { type ControlFacts, controlEntries, dueAfter, handlingAgencies } from './control-entries.ts';
import { paidFees } from './paid-fees.ts';
import type { PaperEvent, PaperEventOf } from './paper-history.ts';
import type { Paper } from './papers.ts';

/** What papers need to know beside a dossier's history. */
export interface PaperFacts extends Pick<ControlFacts, 'nameOf' | 'outcomeOf'> {
  readonly procedure: Pick<ProcedureVersion, 'code' | 'documents'> & { readonly name: string };
  /** Where papers are made out. */
  readonly place: string;
  readonly trackingSecret: string | undefined;
}

/** How a dossier stood when a paper was made out. */
interface Before {
  readonly submission: PaperEventOf<'DossierSubmitted' | 'PostalItemAccepted'>['data'];
  readonly reception: PaperEventOf<'DossierReceived'> | undefined;
  readonly dueAt: string | undefined;
  readonly history: readonly PaperEvent[];
}

/** All that a paper says, by the events up to it. Those that it needs have been opened, as far as they can be. */
export function contentOf(paper: Paper, history: readonly PaperEvent[], facts: PaperFacts): PaperContent | undefined {
  const upTo = history.slice(0, history.findIndex(({ id }) => id === paper.event.id) + 1);
  const submitted = history.find(({ type }) => type === 'DossierSubmitted' || type === 'PostalItemAccepted');
  if (submitted?.type !== 'DossierSubmitted' && submitted?.type !== 'PostalItemAccepted') return undefined;
  const before: Before = {
    submission: submitted.data,
    reception: upTo.find((event) => event.type === 'DossierReceived'),
    dueAt: upTo.slice(0, -1).reduce<string | undefined>(dueAfter, undefined),
    history: upTo,
  };
  // The paper's own event stands last, as it was opened.
  const event = upTo.at(-1);
  if (!event) return undefined;
  const head = about(paper.info, event, before, facts);
  if (paper.info.form === 'control-slip') return controlSlip(head, before, facts);
  return saidBy(event, head, before, facts, paidFees(history));
}

function about(
  { paper, formSet, number, title }: PaperInfo,
  event: PaperEvent,
  { submission, reception }: Before,
  { nameOf, procedure, place }: PaperFacts,
): PaperHead {
  const applicant = opened<Applicant>(submission.applicant);
  return {
    paper,
    formSet,
    ...(number === undefined ? {} : { number }),
    title: title.vi,
    dossier: event.dossierId ?? '',
    ...(reception === undefined ? {} : { code: reception.data.code }),
    procedure: { code: procedure.code, name: procedure.name },
    place,
    at: event.occurredAt,
    issuer: [nameOf(issuerOf(event, submission.oneStop))],
    oneStop: nameOf(submission.oneStop),
    ...(applicant === undefined ? {} : { applicant }),
    by: event.actor.id,
  };
}

/** The one-stop unit, unless it is the agency that speaks, or the post. */
function issuerOf(event: PaperEvent, oneStop: UnitId): UnitId {
  switch (event.type) {
    case 'ApologyIssued':
    case 'RefusedAfterAppraisal':
    case 'ProcessingStopped':
      return event.actor.unit;
    case 'PostalItemAccepted':
    case 'SupplementAccepted':
      return event.data.post;
    default:
      return oneStop;
  }
}

function saidBy(
  event: PaperEvent,
  head: PaperHead,
  before: Before,
  facts: PaperFacts,
  fees: readonly PaidFee[],
): PaperContent | undefined {
  switch (event.type) {
    case 'DossierReceived':
      return receipt(event, head, before, facts, fees);
    case 'SupplementRequested':
    case 'AppraisalSupplementRequested': {
      const { items, reason } = event.data;
      return { form: 'supplement-request', ...head, items: [...(opened(items) ?? [])], ...reasoned(reason) };
    }
    case 'ReceptionRefused':
      return { form: 'refusal', ...head, stage: 'reception', ...reasoned(event.data.reason) };
    case 'RefusedAfterAppraisal':
      return { form: 'refusal', ...head, stage: 'appraisal', ...reasoned(event.data.reason) };
    case 'ApologyIssued':
      return apology(event, head, before);
    case 'DossierWithdrawn':
      return { form: 'stop-notice', ...head, withdrawn: true, ...reasoned(event.data.reason) };
    case 'ProcessingStopped':
      return { form: 'stop-notice', ...head, ...reasoned(event.data.reason) };
    case 'TransferredToAgency': {
      const { agency, startAt, dueAt } = event.data;
      const documents = documentsIn(before);
      return { form: 'transfer-slip', ...head, agency: facts.nameOf(agency), documents, startAt, dueAt };
    }
    default:
      return carriedBy(event, head, before, facts);
  }
}

function receipt(
  { data, occurredAt }: PaperEventOf<'DossierReceived'>,
  head: PaperHead,
  before: Before,
  { trackingSecret }: PaperFacts,
  fees: readonly PaidFee[],
): PaperContent {
  const returnAddress = opened(before.submission.returnAddress);
  return {
    form: 'receipt',
    ...head,
    documents: documentsIn(before),
    term: data.term,
    receivedAt: occurredAt,
    dueAt: data.dueAt,
    returnBy: before.submission.returnBy,
    ...(returnAddress === undefined ? {} : { returnAddress }),
    fees: [...fees],
    ...(trackingSecret === undefined ? {} : { trackingSecret }),
  };
}

function apology(
  { data, occurredAt }: PaperEventOf<'ApologyIssued'>,
  head: PaperHead,
  { reception, dueAt }: Before,
): PaperContent {
  const { newDueAt, signedBy, reason } = data;
  return {
    form: 'apology',
    ...head,
    receivedAt: reception?.occurredAt ?? occurredAt,
    dueAt: dueAt ?? occurredAt,
    ...reasoned(reason),
    ...(newDueAt === undefined ? {} : { newDueAt }),
    ...(signedBy === undefined ? {} : { signedBy }),
  };
}

/** It names nobody. */
function controlSlip({ applicant: _, ...head }: PaperHead, before: Before, facts: PaperFacts): PaperContent {
  const { history, submission, reception } = before;
  const dueAt = history.reduce<string | undefined>(dueAfter, undefined);
  return {
    form: 'control-slip',
    ...head,
    agencies: handlingAgencies(history).map(facts.nameOf),
    ...(reception === undefined ? {} : { receivedAt: reception.occurredAt }),
    ...(dueAt === undefined ? {} : { dueAt }),
    entries: [...controlEntries(history, { ...facts, oneStop: submission.oneStop })],
  };
}

type Accepted = PaperEventOf<'PostalItemAccepted' | 'SupplementAccepted'>;

/** How what is handed over with these minutes was taken from the applicant. */
export function acceptedAs(minutes: PaperEvent, history: readonly PaperEvent[]): Accepted | undefined {
  if (minutes.type !== 'HandoverMinutesSigned') return undefined;
  const { shipment } = minutes.data;
  const accepted = history.find(
    ({ type, data }) => (type === 'PostalItemAccepted' || type === 'SupplementAccepted') && data.shipment === shipment,
  );
  return accepted?.type === 'PostalItemAccepted' || accepted?.type === 'SupplementAccepted' ? accepted : undefined;
}

function carriedBy(event: PaperEvent, head: PaperHead, before: Before, facts: PaperFacts): PaperContent | undefined {
  const { nameOf, procedure } = facts;
  const named = (codes: readonly string[]): string[] =>
    codes.map((code) => procedure.documents.find((one) => one.code === code)?.name ?? code);
  const packed = (accepted: Accepted): string[] =>
    accepted.type === 'PostalItemAccepted' ? named(accepted.data.documents) : [...(opened(accepted.data.items) ?? [])];
  const originalsOf = ({ data }: Accepted | PaperEventOf<'ResultHandedToPost'>): { readonly originals?: string[] } =>
    'originals' in data && data.originals && data.originals.length > 0 ? { originals: named(data.originals) } : {};
  switch (event.type) {
    case 'PostalItemAccepted':
    case 'SupplementAccepted': {
      const { shipment, item, post, waybillSignedBy } = event.data;
      const carried = { shipment, item, post: nameOf(post), signedBy: waybillSignedBy, ...originalsOf(event) };
      return { form: 'waybill', ...head, ...carried, direction: 'to-agency', documents: packed(event) };
    }
    case 'ResultHandedToPost': {
      const { shipment, item, post, signedBy, sealNo, counted } = event.data;
      const returnAddress = opened(before.submission.returnAddress);
      return {
        form: 'waybill',
        ...head,
        ...{ shipment, item, post: nameOf(post), signedBy, direction: 'to-applicant', documents: [] },
        ...originalsOf(event),
        ...(sealNo === undefined ? {} : { sealNo }),
        ...(counted === undefined ? {} : { counted }),
        ...(returnAddress === undefined ? {} : { returnAddress }),
      };
    }
    case 'HandoverMinutesSigned': {
      const accepted = acceptedAs(event, before.history);
      if (!accepted) return undefined;
      const { shipment, post, signedBy, sealNo, minutesNo, intact } = event.data;
      return {
        form: 'handover-minutes',
        ...head,
        ...{ shipment, item: accepted.data.item, post: nameOf(post), signedBy },
        ...{ documents: packed(accepted), collectedAt: accepted.occurredAt, ...originalsOf(accepted) },
        ...(sealNo === undefined ? {} : { sealNo }),
        ...(minutesNo === undefined ? {} : { minutesNo }),
        ...(intact === undefined ? {} : { intact }),
        ...(accepted.type === 'SupplementAccepted' ? { supplement: true } : {}),
      };
    }
    default:
      return undefined;
  }
}

/** The published list that the dossier is bound to, and which of it lay scanned by then. */
function documentsIn({ reception, history }: Before): Extract<PaperContent, { readonly form: 'receipt' }>['documents'] {
  const scans = new Set(history.flatMap(({ type, data }) => (type === 'ScanStored' ? [data.document] : [])));
  return (reception?.data.documents ?? []).map((one) => ({ ...one, scanned: scans.has(one.code) }));
}

function reasoned(reason: Personal<string> | undefined): { readonly reason?: string } {
  const plain = opened(reason);
  return plain === undefined ? {} : { reason: plain };
}

/** Nothing where its key is gone, or where it was not opened for this reader. */
function opened<Plain>(value: Personal<Plain> | undefined): Plain | undefined {
  return isSealed(value) ? undefined : value;
}
