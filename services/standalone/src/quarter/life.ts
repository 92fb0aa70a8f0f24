import { uuidV8 } from '@hoso/event-sourcing';
import { type Cast, castOf, itemNumber } from '../demo/cast.ts';
import { agencyTwists } from './agency-twists.ts';
import { chance } from './chance.ts';
import { counterTwists } from './counter-twists.ts';
import { type Draft, linesOf, type Twist, twisted, usualLife } from './draft.ts';
import type { Kind } from './kinds.ts';
import { latenessTwists } from './lateness-twists.ts';
import type { Line } from './line.ts';
import { nameFor } from './names.ts';
import { secondMs } from './office-clock.ts';
import type { Planned } from './population.ts';
import { postTwists } from './post-twists.ts';
import { provinceUnits } from './province-units.ts';
import type { SimulatedAct } from './simulation.ts';

/** Between what one person does in a row. */
const paceMs = 20 * secondMs;

const twists: Readonly<Record<Kind, Twist>> = { ...counterTwists, ...agencyTwists, ...latenessTwists, ...postTwists };

/** What is done about a dossier in a row; what that is in full is known when it comes to it. */
export interface Scene {
  readonly of: Life;
  readonly line: Line;
  /** Its place in the life. */
  readonly index: number;
  readonly isLast: boolean;
}

/** Whom a dossier's life is about. */
export interface Life {
  /** Unique in the simulation. */
  readonly name: string;
  readonly cast: Cast;
}

/** All that happens to a dossier, in order of time. */
export interface ToldLife {
  readonly of: Life;
  readonly lines: readonly Line[];
}

/** The same for the same dossier, whenever it is told. */
export function lifeOf(planned: Planned): ToldLife {
  const { name, serial, office, matter, channel, returnBy } = planned;
  const lines = linesOf(draftOf(planned));
  const affair = {
    ...{ office, matter, channel, returnBy },
    get applicant() {
      return nameFor(matter.code, chance(name, 'applicant'));
    },
    get items() {
      return itemNumbersOf(serial);
    },
  };
  const beginsAt = lines[0]?.[0] ?? planned.receivedAt;
  const cast = castOf(name, beginsAt, affair, provinceUnits);
  return { of: { name, cast }, lines };
}

function draftOf(planned: Planned): Draft {
  const usual = usualLife(planned);
  return planned.kind === undefined ? usual : twisted(usual, twists[planned.kind]);
}

export function actsOf({ of: { name, cast }, line: [at, ...deeds], index, isLast }: Scene): readonly SimulatedAct[] {
  const given = deeds.flatMap((deed) => deed(cast));
  return given.map((each, inRow) => ({
    ...{ ...each, at: at + inRow * paceMs, name: `${name} ${index}.${inRow}`, dossier: cast.dossier },
    commandId: uuidV8('simulated act', name, index, inRow),
    isLast: isLast && inRow === given.length - 1,
  }));
}

/** Of eight digits, and without a common factor with their number: so different serials give different ones. */
const stride = 61_803_399;
const serialsMax = 100_000_000;

/** One for each way. */
function itemNumbersOf(serial: number): Cast['items'] {
  const numberOf = (count: number) => itemNumber(String((count * stride) % serialsMax).padStart(8, '0'));
  return { in: numberOf(2 * serial), out: numberOf(2 * serial + 1) };
}
