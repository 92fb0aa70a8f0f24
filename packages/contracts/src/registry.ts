import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { CalendarVersion, calendarContent } from './calendar-version.ts';
import { commandType } from './command-type.ts';
import { formerProcedureVersions, ProcedureVersion, procedureContent } from './procedure-version.ts';
import { RuleSetVersion, ruleSetContent } from './rule-set.ts';
import { Role } from './actor.ts';
import { LocalDate, OfficerId, ProcedureCode, Slug, UnitId } from './scalars.ts';
import { Officer, served, unitContent, unitInTime } from './unit.ts';

const subject = 'registry.commands.registry';
/** A version of a procedure: nothing is recorded where it says the same as the newest one. */
export const PublishProcedure = commandType(
  'PublishProcedure',
  subject,
  z.strictObject({ code: ProcedureCode, ...procedureContent }),
);
/** A unit as it is from a day on, with its whole staff. Without a day it corrects what was registered last. */
export const RegisterUnit = commandType(
  'RegisterUnit',
  subject,
  z.strictObject({ id: UnitId, ...unitContent, ...served, ...unitInTime }),
);
/** Somebody has a role in a unit from a day on. */
export const AppointOfficer = commandType(
  'AppointOfficer',
  subject,
  z.strictObject({ id: UnitId, officer: OfficerId, role: Role, from: LocalDate, to: LocalDate.optional() }),
);
/** His last day in a role is this one. */
export const RelieveOfficer = commandType(
  'RelieveOfficer',
  subject,
  z.strictObject({ id: UnitId, officer: OfficerId, role: Role, to: LocalDate }),
);
export const PublishCalendar = commandType(
  'PublishCalendar',
  subject,
  z.strictObject({ id: Slug, ...calendarContent }),
);

/** A version of a rule set: nothing is recorded where it says the same as the newest one. */
export const PublishRuleSet = commandType('PublishRuleSet', subject, z.strictObject({ id: Slug, ...ruleSetContent }));

/** Every command of the registry. */
export const registryCommands = [
  PublishProcedure,
  RegisterUnit,
  AppointOfficer,
  RelieveOfficer,
  PublishCalendar,
  PublishRuleSet,
] as const;

const [procedureWithTerms, procedureBefore] = formerProcedureVersions;
export const ProcedurePublished = eventType('ProcedurePublished', procedureWithTerms)
  .revisedTo(
    // 2: a term may be without a unit; before, every one had one.
    procedureBefore,
    (previous) => previous,
  )
  .revisedTo(
    // 3: steps tell their term and what follows; documents, fees and the procedure itself tell more.
    ProcedureVersion,
    (previous) => previous,
  );
const registered = { id: UnitId, ...unitContent };
export const UnitRegistered = eventType('UnitRegistered', z.strictObject(registered))
  .revisedTo(
    // 2: which post office carries for a one-stop unit; before, none was named.
    z.strictObject({ ...registered, ...served }),
    (previous) => previous,
  )
  .revisedTo(
    // 3: from which day to which it is so, what it is within, who succeeds it; before, it was so at all times.
    z.strictObject({ ...registered, ...served, ...unitInTime }),
    (previous) => previous,
  );
export const OfficerAppointed = eventType('OfficerAppointed', z.strictObject({ unit: UnitId, officer: Officer }));
export const OfficerRelieved = eventType(
  'OfficerRelieved',
  z.strictObject({ unit: UnitId, officer: OfficerId, role: Role, to: LocalDate }),
);
/** Every type of event in a unit's stream. */
export const unitEventTypes = [UnitRegistered, OfficerAppointed, OfficerRelieved] as const;
export const CalendarPublished = eventType('CalendarPublished', CalendarVersion);
export const RuleSetPublished = eventType('RuleSetPublished', RuleSetVersion);
export const registryEvents = eventCatalogue(
  ProcedurePublished,
  ...unitEventTypes,
  CalendarPublished,
  RuleSetPublished,
);
