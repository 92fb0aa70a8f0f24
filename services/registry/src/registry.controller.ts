import {
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
  PublishProcedure,
} from '@hoso/contracts';
import type { BusContext } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** Answers a message from the bus. */
export type Answerer = (message: unknown, headers: Readonly<Record<string, string>>) => Promise<unknown>;

/** What the registry answers, each by its subject. */
export interface RegistryAnswers {
  readonly command: Answerer;
  readonly importProcedures: Answerer;
  readonly findProcedure: Answerer;
  readonly listProcedures: Answerer;
  readonly findUnit: Answerer;
  readonly listUnits: Answerer;
  readonly findCalendar: Answerer;
  readonly findLaw: Answerer;
  readonly findRuleSet: Answerer;
  readonly listRuleSets: Answerer;
  readonly listOfficers: Answerer;
  readonly compareVersions: Answerer;
}

export const registryAnswers = Symbol('registry answers');

@Controller()
export class RegistryController {
  constructor(@Inject(registryAnswers) private readonly answers: RegistryAnswers) {}

  /** Every command of the registry has this one subject. */
  @MessagePattern(PublishProcedure.subject)
  command(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.command(message, headers);
  }

  @MessagePattern(ImportProcedures.subject)
  importProcedures(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.importProcedures(message, headers);
  }

  @MessagePattern(FindProcedure.subject)
  findProcedure(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.findProcedure(message, headers);
  }

  @MessagePattern(ListProcedures.subject)
  listProcedures(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listProcedures(message, headers);
  }

  @MessagePattern(FindUnit.subject)
  findUnit(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.findUnit(message, headers);
  }

  @MessagePattern(ListUnits.subject)
  listUnits(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listUnits(message, headers);
  }

  @MessagePattern(FindCalendar.subject)
  findCalendar(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.findCalendar(message, headers);
  }

  @MessagePattern(FindLaw.subject)
  findLaw(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.findLaw(message, headers);
  }

  @MessagePattern(FindRuleSet.subject)
  findRuleSet(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.findRuleSet(message, headers);
  }

  @MessagePattern(ListRuleSets.subject)
  listRuleSets(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listRuleSets(message, headers);
  }

  @MessagePattern(ListOfficers.subject)
  listOfficers(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listOfficers(message, headers);
  }

  @MessagePattern(CompareVersions.subject)
  compareVersions(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.compareVersions(message, headers);
  }
}
