import { atVersion, type FindingId, type Said } from '@hoso/contracts';
import {
  type CommandContext,
  eventIdOf,
  type HandleCommand,
  type Receipt,
  type Sealed,
  type Sealer,
} from '@hoso/event-sourcing';
import { type Confirm, type Dismiss, finding, findingStream, type ReviewIntent } from './finding.ts';

export interface ReviewPorts {
  /** Handles commands about findings in audit's own log. */
  readonly handle: HandleCommand;
  readonly sealer: Pick<Sealer, 'seal'>;
}

/** A review as it was read from the bus. */
export interface AskedReview {
  readonly command: ReviewIntent & Said;
  readonly context: CommandContext;
  readonly id: FindingId;
  readonly ifVersion: number | undefined;
}

/**
 * Records what an inspector has come to. Refuses `RuleFindingNotFound`, `FindingIsWithdrawn`, and `KeyDestroyed` where
 * nothing that he writes could be kept, because the dossier was erased.
 *
 * Decision: his words are sealed here, under the dossier's key. / Because they may name its applicant, and a finding's
 * events must all lie in the partition of their stream, so that a view folds them in order. / Instead of events that
 * belong to the dossier, which would lie in another partition than the rest of their stream.
 */
export function reviewFinding({ handle, sealer }: ReviewPorts, asked: AskedReview): Promise<Receipt> {
  const { command, context, id, ifVersion } = asked;
  const stream = findingStream(id);
  const eventId = eventIdOf(context.commandId, 0);
  return handle(command, context, stream, async (load) => {
    const { state, decide } = await load(stream, finding);
    const { actor, occurredAt } = command;
    const sealed = async (text: string, pointer: string): Promise<Sealed | string> =>
      // Of a finding that nobody raised the decider says that there is none.
      state.status === 'unknown' ? text : await sealer.seal(state.dossier, text, { eventId, pointer });
    return [atVersion(decide({ ...(await reviewOf(command, id, sealed)), actor, occurredAt }), ifVersion)];
  });
}

type Review = Pick<Confirm, 'type' | 'data'> | Pick<Dismiss, 'type' | 'data'>;

async function reviewOf(
  intent: ReviewIntent,
  id: FindingId,
  sealed: (text: string, pointer: string) => Promise<Sealed | string>,
): Promise<Review> {
  if (intent.type === 'DismissFinding') {
    return { type: intent.type, data: { id, reason: await sealed(intent.data.reason, '/reason') } };
  }
  const { note } = intent.data;
  return { type: intent.type, data: { id, ...(note === undefined ? {} : { note: await sealed(note, '/note') }) } };
}
