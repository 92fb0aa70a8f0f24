import { expect, it } from '@jest/globals';
import { findingsOf, local, type Told } from './dossier-stories.ts';

/**
 * A story, its events and what is found in it; the events are told in any order and have their places in that order.
 */
export type Story = readonly [name: string, events: readonly Told[], ...found: readonly Found[]];
/** A rule that a story breaks, since when that is certain, and by which of its events (counted from 1). */
export type Found = readonly [rule: string, certainAt: string, ...positions: readonly number[]];

/** One test for each story: these findings and no others. */
export function stories(table: readonly Story[]): void {
  it.each(table)('%s', (_, events, ...found) => {
    const findings = findingsOf(...events);
    expect(findings.map(({ rule, certainAt, positions }) => [rule, certainAt, ...positions])).toEqual(
      found.map(([rule, certainAt, ...positions]) => [rule, local(certainAt), ...positions]),
    );
  });
}
