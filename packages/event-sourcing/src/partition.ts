import { hash } from 'node:crypto';
import type { Partition } from './envelope.ts';

/** A constant of every log: how many partitions it has. */
export const partitionCount = 16;
export const allPartitions: readonly Partition[] = Array.from({ length: partitionCount }, (_, index) => index);

const remembered = new Map<string, Partition>();
const rememberedMax = 10_000;

/** First 4 bytes of SHA-256 of what the event belongs to (dossier id, or else stream name), modulo 16 (decision 13). */
export function partitionOf(subject: string): Partition {
  const known = remembered.get(subject);
  if (known !== undefined) return known;
  const partition = Number.parseInt(hash('sha256', subject, 'hex').slice(0, 8), 16) % partitionCount;
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(subject, partition);
  return partition;
}
