import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { CalendarVersion, calendarContent } from './calendar-version.ts';
import { commandType } from './command-type.ts';
import { formerProcedureVersions, ProcedureVersion, procedureContent } from './procedure-version.ts';
import { RuleSetVersion, ruleSetContent } from './rule-set.ts';
import { ProcedureCode, Slug, UnitId } from './scalars.ts';
import { served, Unit, unitContent } from './unit.ts';

const subject = 'registry.commands.registry';
/** A version of a procedure: nothing is recorded where it says the same as the newest one. */
export const PublishProcedure = commandType(
  'PublishProcedure',
  subject,
  z.strictObject({ code: ProcedureCode, ...procedureContent }),
);
export const RegisterUnit = commandType(
  'RegisterUnit',
  subject,
  z.strictObject({ id: UnitId, ...unitContent, ...served }),
);
export const PublishCalendar = commandType(
  'PublishCalendar',
  subject,
  z.strictObject({ id: Slug, ...calendarContent }),
);

/** A version of a rule set: nothing is recorded where it says the same as the newest one. */
export const PublishRuleSet = commandType('PublishRuleSet', subject, z.strictObject({ id: Slug, ...ruleSetContent }));

/** Every command of the registry. */
export const registryCommands = [PublishProcedure, RegisterUnit, PublishCalendar, PublishRuleSet] as const;

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
export const UnitRegistered = eventType('UnitRegistered', z.strictObject({ id: UnitId, ...unitContent })).revisedTo(
  // 2: which post office carries for a one-stop unit; before, none was named.
  Unit,
  (previous) => previous,
);
export const CalendarPublished = eventType('CalendarPublished', CalendarVersion);
export const RuleSetPublished = eventType('RuleSetPublished', RuleSetVersion);
export const registryEvents = eventCatalogue(ProcedurePublished, UnitRegistered, CalendarPublished, RuleSetPublished);
