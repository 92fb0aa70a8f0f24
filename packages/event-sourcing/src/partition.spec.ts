import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allPartitions, partitionCount, partitionOf } from './partition.ts';

describe('Partitions', () => {
  it('are the first 4 bytes of SHA-256, big-endian, modulo 16', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (subject) => expect(partitionOf(subject)).toBe(computed(subject))),
    );
  });

  it('never change: what was computed once is written here', () => {
    // printf abc | sha256sum begins with ba7816bf; 0xba7816bf mod 16 is 15.
    expect(partitionOf('abc')).toBe(15);
  });

  it('are the same however many subjects came between', () => {
    const subjects = Array.from({ length: 25_000 }, (_, index) => `dossier-${index}`);
    const before = subjects.map(partitionOf);
    expect(subjects.map(partitionOf)).toEqual(before);
  });

  it('are all used, about alike', () => {
    const counts = Map.groupBy(
      Array.from({ length: 16_000 }, (_, index) => partitionOf(`d${index}`)),
      (partition) => partition,
    );
    expect([...counts.keys()].sort((one, other) => one - other)).toEqual(allPartitions);
    expect(allPartitions).toHaveLength(partitionCount);
    for (const found of counts.values()) expect(found.length).toBeGreaterThan(800);
  });
});

function computed(subject: string): number {
  return createHash('sha256').update(subject).digest().readUInt32BE(0) % 16;
}
