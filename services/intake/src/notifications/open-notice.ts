import {
  type Actor,
  Applicant,
  type DossierId,
  type NoticeCause,
  type NoticeLanguage,
  type Notice,
  type PetitionId,
  purposeOf,
  type RecordedReads,
  unitAt,
  type UnitId,
  type Words,
} from '@hoso/contracts';
import {
  type Envelope,
  type EventStore,
  envelopeOf,
  isDomainError,
  isSealed,
  openEvent,
  type Personal,
  type Sealer,
} from '@hoso/event-sourcing';
import type { DossierState } from '../dossier/dossier-state.ts';
import { localDateOf } from '../dossier/notices.ts';
import type { RegistryFacts } from '../registry-facts.ts';
import type { PetitionState } from '../petition/petition-state.ts';
import { type Told, toldEvents, toldOf } from './told-events.ts';

export interface OpenNoticePorts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly sealer: Sealer;
  readonly reads: RecordedReads;
  readonly registry: Pick<RegistryFacts, 'unit' | 'procedure'>;
  /** A dossier's stream as it stands, what is personal opened as far as it can be. */
  readonly openDossier: (dossier: DossierId) => Promise<DossierState>;
  /** A petition's. */
  readonly openPetition: (petition: PetitionId) => Promise<PetitionState>;
}

/** Everything that is told of an event, and to whom. */
export interface OpenNotice {
  readonly notice: Notice;
  readonly applicant: Applicant;
  readonly about: Pick<Subject, 'oneStop' | 'code' | 'procedure'>;
}

/** What an event is told of: a dossier, or a petition, whose events belong to its own id. */
interface Subject {
  readonly told: Told;
  readonly applicant: Personal<Applicant>;
  /** Where it was handed in; of a petition the unit that answered. */
  readonly oneStop: UnitId;
  readonly agency?: UnitId | undefined;
  readonly code?: string;
  readonly procedure?: string;
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
  ports: OpenNoticePorts,
  about: { readonly dossier: DossierId; readonly cause: Envelope },
  actor: Actor,
  query: string,
): Promise<OpenNotice | 'key-destroyed' | undefined> {
  const { sealer, reads, registry } = ports;
  const { dossier: id, cause } = about;
  const fields = ['applicant', ...(cause.sealed ?? []).map((pointer) => pointer.slice(1).replaceAll('/', '.'))];
  await reads.record({ actor, dossiers: [id], fields: [...new Set(fields)], purpose: purposeOf(actor), query });
  const subject = await subjectOf(ports, id, await openEvent(sealer, cause));
  if (!subject) return undefined;
  const { told, oneStop, agency, code, procedure } = subject;
  if (isSealed(subject.applicant)) return 'key-destroyed';
  const applicant = Applicant.parse(subject.applicant);
  const language = applicant.noticeIn ?? 'vi';
  const nameOf = naming(language);
  const on = localDateOf(cause.occurredAt);
  const notice: Notice = {
    topic: told.topic,
    language,
    facts: {
      ...told.facts,
      applicant: applicant.name,
      code: code ?? id,
      procedure: procedure && (await nameOf(registry.procedure(procedure, on), procedure)),
      oneStop: await nameOf(unitAt(registry.unit, oneStop, on), oneStop),
      agency: agency && (await nameOf(unitAt(registry.unit, agency, on), agency)),
    },
  };
  return { notice, applicant, about: subject };
}

/** What an event is told of, as far as it is opened; nothing where it is told to nobody. */
export async function subjectOf(
  { openDossier, openPetition }: Pick<OpenNoticePorts, 'openDossier' | 'openPetition'>,
  id: DossierId,
  cause: Envelope,
): Promise<Subject | undefined> {
  const event = toldEvents.read(cause);
  if (event?.type === 'PetitionAnswered') {
    const petition = await openPetition(id);
    if (petition.status === 'none') return undefined;
    return { told: toldOf(event), applicant: petition.received.petitioner, oneStop: event.data.unit };
  }
  const dossier = event ? await openDossier(id) : undefined;
  if (!event || !dossier || dossier.status === 'none') return undefined;
  const { applicant, oneStop, procedure } = dossier.submission;
  return {
    ...{ told: toldOf(event, dossier), applicant, oneStop, procedure },
    ...('agency' in dossier ? { agency: dossier.agency } : {}),
    ...('reception' in dossier ? { code: dossier.reception.code } : {}),
  };
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
