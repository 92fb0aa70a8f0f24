import { checkInclusion } from './check-proofs.ts';
import { openCheckpoint, type TrustedCheckpoint } from './checkpoint.ts';
import { eventDigest, type SealedEvent } from './event-digest.ts';
import { leafHash } from './hashing.ts';
import { notProven } from './not-proven.ts';
import { parseTlogProof } from './tlog-proof.ts';
import type { VerifierKey } from './verifier-key.ts';

/** What somebody trusts who checks something. */
export interface Trust {
  /** Keys of logs and of witnesses. */
  readonly keys: readonly VerifierKey[];
  /** Seconds since 1970. */
  readonly nowS: number;
}

/**
 * That this event, byte for byte, stands at its position of the log whose checkpoint the proof carries. Answers that
 * checkpoint. Throws `NotProven` naming the field.
 */
export function checkEvidence(proof: string, event: SealedEvent, { keys, nowS }: Trust): TrustedCheckpoint {
  const { index, hashes, checkpoint } = parseTlogProof(proof);
  const opened = openCheckpoint(checkpoint, keys, nowS);
  if (index !== event.position - 1) {
    const [vi, en] = ['của vị trí', 'is of position'].map((words) => `${index} ${words} ${index + 1}`);
    notProven('index', `${vi}, sự kiện ở ${event.position}`, `${en}, the event stands at ${event.position}`);
  }
  checkInclusion({ index, size: opened.size, hashes }, leafHash(eventDigest(event)), opened.root);
  return opened;
}
