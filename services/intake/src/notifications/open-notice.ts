import {
  type Actor,
  Applicant,
  type DossierId,
  type NoticeCause,
  type NoticeLanguage,
  type Notice,
  type NoticeTopic,
  purposeOf,
  type RecordedReads,
  unitAt,
  type Words,
} from '@hoso/contracts';
import {
  type Envelope,
  type EventStore,
  envelopeOf,
  isDomainError,
  isSealed,
  openEvent,
  type Sealer,
} from '@hoso/event-sourcing';
import type { DossierState } from '../dossier/dossier-state.ts';
import { localDateOf } from '../dossier/notices.ts';
import type { RegistryFacts } from '../registry-facts.ts';
import { type ToldEvent, toldEvents, toldOf } from './told-events.ts';

export interface OpenNoticePorts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly sealer: Sealer;
  readonly reads: RecordedReads;
  readonly registry: Pick<RegistryFacts, 'unit' | 'procedure'>;
  /** A dossier's stream as it stands, what is personal opened as far as it can be. */
  readonly openDossier: (dossier: DossierId) => Promise<DossierState>;
}

/** Everything that is told of an event, and to whom. */
export interface OpenNotice {
  readonly notice: Notice;
  readonly applicant: Applicant;
  readonly dossier: Exclude<DossierState, { readonly status: 'none' }>;
  readonly cause: ToldEvent;
}

/** The event that is told of, nothing of it opened. */
export async function causeOf(
  { store }: Pick<OpenNoticePorts, 'store'>,
  { stream, version }: NoticeCause,
): Promise<Envelope | undefined> {
  const [recorded] = await store.readStream(stream, version - 1, 1);
  return recorded && envelopeOf(recorded);
}

/**
 * Opens what is told of an event, once it is recorded who opens it and what for. `key-destroyed`: nobody can be told
 * any more.
 */
export async function openNotice(
  { sealer, reads, registry, openDossier }: OpenNoticePorts,
  about: { readonly dossier: DossierId; readonly cause: Envelope },
  actor: Actor,
  query: string,
): Promise<OpenNotice | 'key-destroyed' | undefined> {
  const { dossier: id, cause } = about;
  const fields = ['applicant', ...(cause.sealed ?? []).map((pointer) => pointer.slice(1).replaceAll('/', '.'))];
  await reads.record({ actor, dossiers: [id], fields: [...new Set(fields)], purpose: purposeOf(actor), query });
  const dossier = await openDossier(id);
  if (dossier.status === 'none') return undefined;
  const event = toldEvents.read(await openEvent(sealer, cause));
  if (!event) return undefined;
  const { submission } = dossier;
  if (isSealed(submission.applicant)) return 'key-destroyed';
  const applicant = Applicant.parse(submission.applicant);
  const language = applicant.noticeIn ?? 'vi';
  const nameOf = naming(language);
  const { topic, facts } = toldOf(event, dossier);
  const agency = 'agency' in dossier ? dossier.agency : undefined;
  const on = localDateOf(cause.occurredAt);
  const notice: Notice = {
    topic,
    language,
    facts: {
      ...facts,
      applicant: applicant.name,
      code: 'reception' in dossier ? dossier.reception.code : id,
      procedure: await nameOf(registry.procedure(submission.procedure, on), submission.procedure),
      oneStop: await nameOf(unitAt(registry.unit, submission.oneStop, on), submission.oneStop),
      agency: agency && (await nameOf(unitAt(registry.unit, agency, on), agency)),
    },
  };
  return { notice, applicant, dossier, cause: event };
}

/** What is told of an event that nothing is opened of. */
export function topicOf(cause: Envelope, dossier: DossierState): NoticeTopic | undefined {
  const event = toldEvents.read(cause);
  return event && toldOf(event, dossier).topic;
}

/** Only what does not exist may be called by its code: who cannot be asked now has to be asked again. */
function naming(language: NoticeLanguage) {
  return async (asked: Promise<{ readonly name: Words }>, otherwise: string): Promise<string> => {
    try {
      return (await asked).name[language];
    } catch (error) {
      if (isDomainError(error)) return otherwise;
      throw error;
    }
  };
}
