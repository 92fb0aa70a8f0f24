import type { Affair, Cast } from './cast.ts';
import { castOf } from './cast.ts';
import type { Deed, Given } from './deeds.ts';
import {
  assigned,
  issued,
  received,
  returned,
  scanned,
  submitted,
  toldOfEarlyResult,
  transferred,
  verified,
} from './deeds.ts';
import { epochMsAt, type WallTime } from './demo-calendar.ts';

/** One command of the demo: about which dossier, and where the log's clock stands when it is given. */
export interface Act extends Given {
  readonly at: number;
  /** Unique in the demo, the same at every play. */
  readonly name: string;
  readonly dossier: string;
}

/** A dossier's life, as far as the demo goes. */
export interface Story {
  readonly name: string;
  readonly cast: Cast;
  readonly acts: readonly Act[];
}

/** Minutes after a deed's wall time are for what belongs to the same visit. */
export type Line = readonly [wall: WallTime, ...(Deed | number)[]];

const paceMs = 20_000;

/** A story told line by line. What stands in one line is done in a row, a number between two deeds being minutes. */
export function story(name: string, affair: Affair, lines: readonly Line[]): Story {
  const [[begins] = ['03-01 07:00' as const]] = lines;
  const cast = castOf(name, epochMsAt(begins), affair);
  const acts: Act[] = [];
  for (const [wall, ...deeds] of lines) {
    let minutes = 0;
    let inRow = 0;
    for (const next of deeds) {
      if (typeof next === 'number') minutes += next;
      else {
        for (const given of next(cast)) {
          const at = epochMsAt(wall, minutes) + inRow++ * paceMs;
          acts.push({ ...given, at, name: `${name} ${acts.length}`, dossier: cast.dossier });
        }
      }
    }
  }
  return { name, cast, acts };
}

/** The usual visit at a counter: submitted, scanned, received and handed on to the agency. */
export function broughtIn(wall: WallTime): Line {
  return [wall, submitted, 2, scanned, 9, received, 12, transferred];
}

/** What came in online, taken on at the counter. */
export function takenOn(wall: WallTime): Line {
  return [wall, scanned, 4, received, 3, transferred];
}

/** What the agency does of it: assigned, verified. */
export function appraised(assignedAt: WallTime, verifiedAt: WallTime): readonly Line[] {
  return [
    [assignedAt, assigned],
    [verifiedAt, verified],
  ];
}

/** Signed, for others to take it from there. */
export function issuedOn(wall: WallTime): Line {
  return [wall, issued];
}

/** Signed, and given back. */
export function concluded(issuedAt: WallTime, returnedAt: WallTime): readonly Line[] {
  return [
    [issuedAt, issued],
    [returnedAt, returned],
  ];
}

/** Signed before its day, of which the applicant is told, and given back. */
export function concludedEarly(issuedAt: WallTime, returnedAt: WallTime): readonly Line[] {
  return [
    [issuedAt, issued, 5, toldOfEarlyResult],
    [returnedAt, returned],
  ];
}
