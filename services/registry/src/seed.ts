import { type CommandType, PublishCalendar, PublishProcedure, PublishRuleSet, RegisterUnit } from '@hoso/contracts';
import { type Actor, canonicalJson, uuidV8 } from '@hoso/event-sourcing';
import { z } from 'zod';

/** What this repository ships for a province: the content of the files in `data/`. */
export const Seed = z.strictObject({
  calendars: z.array(PublishCalendar.data),
  units: z.array(RegisterUnit.data),
  procedures: z.array(PublishProcedure.data),
  /** Each one's versions in order of their dates. */
  ruleSets: z.array(PublishRuleSet.data),
});
export type Seed = z.infer<typeof Seed>;

/**
 * A command to be sent to `subject`, as `CommandMessage` has it; its sender adds `occurredAt` and speaks as
 * `seedActor`.
 */
export interface SeedCommand {
  readonly subject: string;
  readonly type: string;
  readonly commandId: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** As whom a platform sends its seed. */
export const seedActor = { id: 'seed', role: 'registrar', unit: 'platform' } as const satisfies Actor;

/**
 * The commands that fill an empty registry, calendars first. Their ids are made from what they say: sent again, each is
 * answered with its first receipt and nothing is added; a later release that says something else sends another command.
 */
export function commandsOf({ calendars, units, procedures, ruleSets }: Seed): readonly SeedCommand[] {
  return [
    ...calendars.map((data) => seedCommand(PublishCalendar, data.id, data)),
    ...units.map((data) => seedCommand(RegisterUnit, data.id, data)),
    ...procedures.map((data) => seedCommand(PublishProcedure, data.code, data)),
    ...ruleSets.map((data) => seedCommand(PublishRuleSet, data.id, data)),
  ];
}

function seedCommand({ name, subject }: CommandType, id: string, data: SeedCommand['data']): SeedCommand {
  return { subject, type: name, commandId: uuidV8('seed', `${name} ${id}`, canonicalJson(data)), id, data };
}
