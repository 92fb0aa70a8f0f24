import type { OfficerId, UnitId } from '@hoso/contracts';
import type { EventBody } from '@hoso/event-sourcing';
import type { SignalTally } from '@hoso/rules';
import { z } from 'zod';

/** Of each name that is asked for whether a log knows it; true where none is. */
export interface NamedInLog {
  readonly unit: boolean;
  readonly person: boolean;
}

/** What registers units and people, in whichever shape it was stored. */
const Registration = z.looseObject({
  id: z.string().optional(),
  unit: z.string().optional(),
  officer: z.looseObject({ id: z.string() }).optional(),
  officers: z.array(z.looseObject({ id: z.string() })).optional(),
});

/**
 * Looks in a log's events for the unit and the person asked for, so that a mistyped name does not look like somebody
 * who plays no games.
 */
export class LookingFor {
  readonly #unit: UnitId | undefined;
  readonly #person: OfficerId | undefined;
  #isUnit = false;
  #isPerson = false;

  constructor({ unit, person }: { readonly unit?: UnitId | undefined; readonly person?: OfficerId | undefined }) {
    this.#unit = unit;
    this.#person = person;
  }

  hear({ type, actor, data }: EventBody): void {
    if (this.#unit === undefined && this.#person === undefined) return;
    if (actor.unit === this.#unit) this.#isUnit = true;
    if (actor.id === this.#person) this.#isPerson = true;
    if (type !== 'UnitRegistered' && type !== 'OfficerAppointed') return;
    const { id, unit, officer, officers = [] } = Registration.safeParse(data).data ?? {};
    if (this.#unit !== undefined && (id === this.#unit || unit === this.#unit)) this.#isUnit = true;
    if ([...officers, ...(officer ? [officer] : [])].some((one) => one.id === this.#person)) this.#isPerson = true;
  }

  /** With those of whom something was counted though they never acted themselves. */
  namedWith(tally: Pick<SignalTally, 'counts'>): NamedInLog {
    const [unit, person] = [this.#unit, this.#person];
    return {
      unit: unit === undefined || this.#isUnit || tally.counts({ unit }),
      person: person === undefined || this.#isPerson || tally.counts({ person }),
    };
  }
}
