export { type CalendarCommand, type CalendarState, calendar } from './calendar/calendar.ts';
export { type CalendarDocument, calendars } from './calendar/calendars.view.ts';
export { FileBroken, type FileLine, linesOf } from './import/file-lines.ts';
export { type ProcedureCommand, type ProcedureState, procedure } from './procedure/procedure.ts';
export { type ProcedureDocument, procedures } from './procedure/procedures.view.ts';
export {
  publishSeed,
  RegistryModule,
  type RegistryParts,
  registry,
  seedCommands,
  seedFolder,
} from './registry.module.ts';
export { type RuleSetCommand, type RuleSetState, ruleSet } from './rule-set/rule-set.ts';
export { type RuleSetDocument, ruleSets } from './rule-set/rule-sets.view.ts';
export { commandsOf, Seed, type SeedCommand, seedActor } from './seed.ts';
export { type UnitCommand, type UnitState, unit } from './unit/unit.ts';
export { units } from './unit/units.view.ts';
