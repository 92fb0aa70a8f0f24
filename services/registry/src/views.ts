import { calendars } from './calendar/calendars.view.ts';
import { procedureNames } from './procedure/procedure-names.view.ts';
import { procedures } from './procedure/procedures.view.ts';
import { ruleSets } from './rule-set/rule-sets.view.ts';
import { units } from './unit/units.view.ts';

/** The views of this service, without anything that answers from them: workers build them. */
export const views = [procedures, procedureNames, units, calendars, ruleSets] as const;
