import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type CommandOf,
  CompareVersions,
  FindCalendar,
  FindLaw,
  FindProcedure,
  FindRuleSet,
  FindUnit,
  ImportProcedures,
  ListOfficers,
  ListProcedures,
  ListRuleSets,
  ListUnits,
  type QueryType,
  registryCommands,
  registryEvents,
} from '@hoso/contracts';
import { commandHandler, isDomainError } from '@hoso/event-sourcing';
import { readCommand, readQuery, type Service, type ServiceParts, viewReader } from '@hoso/nest';
import { log } from '@hoso/telemetry';
import { type DynamicModule, Module } from '@nestjs/common';
import type { z } from 'zod';
import { calendars } from './calendar/calendars.view.ts';
import { type ImportPorts, importProcedures } from './import/import-procedures.ts';
import { rowsOver } from './import/publish-row.ts';
import { procedureNames } from './procedure/procedure-names.view.ts';
import { procedures } from './procedure/procedures.view.ts';
import { requireRegistrar } from './registrar.ts';
import { type Answerer, type RegistryAnswers, RegistryController, registryAnswers } from './registry.controller.ts';
import { compareVersions, findLaw, findRuleSet, listRuleSets } from './law-queries.ts';
import { carryOut } from './registry-commands.ts';
import { findCalendar, findProcedure, findUnit, listOfficers, listProcedures, listUnits } from './registry-queries.ts';
import type { RegistryViews } from './registry-views.ts';
import { commandsOf, Seed, seedActor, type SeedCommand } from './seed.ts';
import { ruleSets } from './rule-set/rule-sets.view.ts';
import { units } from './unit/units.view.ts';
import { views } from './views.ts';

/** Attempts at a publication while another process publishes the same. */
const attemptsMax = 5;

/** What the registry is given beside what every service is given. */
export interface RegistryParts extends ServiceParts {
  readonly uploads: { readonly open: ImportPorts['open'] };
}

@Module({})
export class RegistryModule {
  static over(parts: RegistryParts): DynamicModule {
    return {
      module: RegistryModule,
      controllers: [RegistryController],
      providers: [{ provide: registryAnswers, useValue: answersOver(parts) }],
    };
  }
}

/** Beside every service's parts it is given `uploads`, the files that are imported. */
export const registry: Omit<Service, 'module'> & {
  readonly module: (parts: RegistryParts) => ReturnType<Service['module']>;
} = {
  name: 'registry',
  module: (parts) => RegistryModule.over(parts),
  views,
  policies: [],
};

/** The folder of this service that holds what it ships. */
export const seedFolder = new URL('../data/', import.meta.url);

/** The law that this release ships: rules take their numbers from the same file. */
const lawFolder = new URL('../../../rules/', import.meta.url);

/**
 * Reads a seed from `calendars.json`, `units.json` and `procedures.json`, and the law from `rule-sets.json`. Throws
 * `ZodError` for what is not as it must be.
 */
export function seedCommands(): readonly SeedCommand[] {
  const file = (name: string, folder = seedFolder): unknown =>
    JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  const ruleSets = file('rule-sets', lawFolder);
  const [calendars, units, procedures] = ['calendars', 'units', 'procedures'].map((name) => file(name));
  return commandsOf(Seed.parse({ calendars, units, procedures, ruleSets }));
}

/**
 * Publishes the procedures, units and calendars that the repository ships. Their ids come from their content: again
 * adds nothing, and several processes at once add it once.
 */
export async function publishSeed(
  parts: Pick<ServiceParts, 'store' | 'sealer' | 'clock'>,
  seed: readonly SeedCommand[] = seedCommands(),
): Promise<void> {
  const handle = handlerOver(parts);
  const speaking = { clock: parts.clock, verify: async () => seedActor };
  const publish = async ({ subject: _, ...message }: SeedCommand): Promise<void> => {
    try {
      await carryOut(handle, await readCommand<PublishedCommand>(speaking, registryCommands, message, {}));
    } catch (error) {
      // A province that has published its own version keeps it: what the repository ships is then refused, and told.
      if (!isDomainError(error)) throw error;
      log.error(`registry: ${message.type} ${message.id} of this release was not taken: ${error.code}`);
    }
  };
  // Versions of one thing in their order, different things side by side.
  const streams = Map.groupBy(seed, ({ type, id }) => `${type} ${id}`);
  await Promise.all(
    Array.from(streams.values(), async (commands) => {
      for (const command of commands) await publish(command);
    }),
  );
}

type PublishedCommand = CommandOf<(typeof registryCommands)[number]>;

function handlerOver({ store, sealer, clock }: Pick<ServiceParts, 'store' | 'sealer' | 'clock'>) {
  return commandHandler({ store, events: registryEvents, sealer, attemptsMax, clock });
}

function answersOver(parts: RegistryParts): RegistryAnswers {
  const { clock, uploads } = parts;
  const handle = handlerOver(parts);
  const views: RegistryViews = {
    procedures: viewReader(parts, procedures),
    names: viewReader(parts, procedureNames),
    units: viewReader(parts, units),
    calendars: viewReader(parts, calendars),
    ruleSets: viewReader(parts, ruleSets),
    clock,
  };
  const answering =
    <Ask extends z.ZodObject, Answer extends z.ZodType>(
      query: QueryType<Ask, Answer>,
      answer: (views: RegistryViews, ask: z.output<Ask>) => Promise<z.output<Answer>>,
    ): Answerer =>
    async (message, headers) =>
      answer(views, (await readQuery(parts, query, message, headers)).ask);
  return {
    command: async (message, headers) =>
      carryOut(handle, await readCommand<PublishedCommand>(parts, registryCommands, message, headers)),
    importProcedures: async (message, headers) => {
      const actor = await parts.verify(headers['token']);
      requireRegistrar({ actor });
      const open: ImportPorts['open'] = (sha256) => uploads.open(sha256);
      const ports = { open, ...rowsOver(parts, handle), clock, newId: randomUUID };
      return importProcedures(ports, ImportProcedures.ask.parse(message), actor);
    },
    findProcedure: answering(FindProcedure, findProcedure),
    listProcedures: answering(ListProcedures, listProcedures),
    findUnit: answering(FindUnit, findUnit),
    listUnits: answering(ListUnits, listUnits),
    findCalendar: answering(FindCalendar, findCalendar),
    findLaw: answering(FindLaw, findLaw),
    findRuleSet: answering(FindRuleSet, findRuleSet),
    listRuleSets: answering(ListRuleSets, listRuleSets),
    listOfficers: answering(ListOfficers, listOfficers),
    compareVersions: answering(CompareVersions, compareVersions),
  };
}
