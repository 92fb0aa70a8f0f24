import { atVersion, DismissalGround, type DossierId, type FindingId, refuse, type Said } from '@hoso/contracts';
import {
  type CommandContext,
  eventIdOf,
  type HandleCommand,
  isDomainError,
  type Receipt,
  type Sealed,
  type Sealer,
} from '@hoso/event-sourcing';
import { type Confirm, type Dismiss, finding, findingStream, type ReviewIntent } from './finding.ts';

export interface ReviewPorts {
  /** Handles commands about findings in audit's own log. */
  readonly handle: HandleCommand;
  readonly sealer: Pick<Sealer, 'seal' | 'lifeOf'>;
}

/** A review as it was read from the bus. */
export interface AskedReview {
  readonly command: ReviewIntent & Said;
  readonly context: CommandContext;
  readonly id: FindingId;
  readonly ifVersion: number | undefined;
}

/**
 * Records what an inspector has come to. Refuses what the decider does, and where nothing that he
 * writes could be kept, because the dossier was erased, `DismissalTakesGround` or `KeyDestroyed` for a note; where it
 * could, `DismissalTakesReason` to a ground alone.
 *
 * Decision: his words are sealed here, under the dossier's key. / Because they may name its applicant, and a finding's
 * events must all lie in the partition of their stream, so that a view folds them in order. / Instead of events that
 * belong to the dossier, which would lie in another partition than the rest of their stream.
 *
 * Decision: of an erased dossier one of a few grounds is recorded, in the open. / Because nobody can name a person with
 * it. / Instead of words under another key, which would say of him what was to be forgotten.
 */
export function reviewFinding(ports: ReviewPorts, asked: AskedReview): Promise<Receipt> {
  const { command, context, id, ifVersion } = asked;
  const stream = findingStream(id);
  return ports.handle(command, context, stream, async (load) => {
    const { state, decide } = await load(stream, finding);
    const { actor, occurredAt } = command;
    // Of a finding that nobody raised the decider says that there is none.
    const dossier = state.status === 'unknown' ? undefined : state.dossier;
    const said = await sealedReview(ports, command, { id, dossier, eventId: eventIdOf(context.commandId, 0) });
    return [atVersion(decide({ ...said, actor, occurredAt }), ifVersion)];
  });
}

type Review = Pick<Confirm, 'type' | 'data'> | Pick<Dismiss, 'type' | 'data'>;

interface Reviewed {
  readonly id: FindingId;
  /** Absent where nobody knows the finding. */
  readonly dossier: DossierId | undefined;
  /** What the words are sealed for. */
  readonly eventId: string;
}

async function sealedReview({ sealer }: ReviewPorts, intent: ReviewIntent, about: Reviewed): Promise<Review> {
  const { id, dossier, eventId } = about;
  const sealed = async (text: string, pointer: string): Promise<Sealed | string> =>
    dossier === undefined ? text : await sealer.seal(dossier, text, { eventId, pointer });
  if (intent.type === 'ConfirmFinding') {
    const { note } = intent.data;
    return { type: intent.type, data: { id, ...(note === undefined ? {} : { note: await sealed(note, '/note') }) } };
  }
  const { reason, ground } = intent.data;
  const told = ground === undefined ? {} : { ground };
  if (reason !== undefined) {
    const words = await sealed(reason, '/reason').catch(refuseWords);
    return { type: intent.type, data: { id, reason: words, ...told } };
  }
  const isErased = dossier !== undefined && (await sealer.lifeOf(dossier)) === undefined;
  if (ground === undefined || (dossier !== undefined && !isErased)) refuse('DismissalTakesReason');
  return { type: intent.type, data: { id, ...told } };
}

function refuseWords(error: unknown): never {
  if (!isDomainError(error) || error.code !== 'KeyDestroyed') throw error;
  return refuse('DismissalTakesGround', { grounds: DismissalGround.options.join(', ') });
}
