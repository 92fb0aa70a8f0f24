import { expect, it } from '@jest/globals';
import { besideEach, compileAcrossRules } from '../src/index.ts';
import { judged, local, placed, shippedSets, type Told } from './dossier-stories.ts';

/** An event of one of several dossiers. */
export type ToldOf = readonly [dossier: string, event: Told];
/** What is found in one of them: a rule, since when, and by which events (counted from 1 over all dossiers). */
export type FoundIn = readonly [dossier: string, rule: string, certainAt: string, ...positions: readonly number[]];

export const acrossJudge = compileAcrossRules(shippedSets);

/** Events of several dossiers in the order of the log, and what is found only because there are several. */
export function acrossStories(table: readonly (readonly [string, readonly ToldOf[], ...FoundIn[]])[]): void {
  it.each(table)('%s', (_, events, ...found) => {
    expect(
      foundAcross(events).map(({ dossier, rule, certainAt, positions }) => [dossier, rule, certainAt, ...positions]),
    ).toEqual(found.map(([dossier, rule, certainAt, ...positions]) => [dossier, rule, local(certainAt), ...positions]));
  });
}

export function foundAcross(events: readonly ToldOf[], by = acrossJudge) {
  const log = placed(events.map(([dossier, event]) => ({ ...event, stream: streamOf(dossier, event) })));
  const dossiers = [...new Set(events.map(([dossier]) => dossier))];
  const courses = dossiers.map((dossier) => {
    const own = log.filter((_, index) => events[index]?.[0] === dossier);
    return [dossier, judged(own).course] as const;
  });
  const beside = besideEach(new Map(courses));
  return dossiers.flatMap((dossier) => {
    const one = beside(dossier);
    return one ? by.findingsOf(one).map((finding) => ({ ...finding, dossier })) : [];
  });
}

function streamOf(dossier: string, { stream }: Told): string {
  return stream.replace(/^(\w+)-1/, `$1-${dossier}`);
}
