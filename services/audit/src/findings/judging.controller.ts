import {
  FindFinding,
  findingSubject,
  ListFindings,
  ListReads,
  ListRules,
  ListSignals,
  ReadRuleSets,
  RejudgeLog,
  WhatIf,
} from '@hoso/contracts';
import type { Answerer, BusContext } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** What audit answers of findings and of reads, each by its subject. */
export interface JudgingAnswers {
  readonly listFindings: Answerer;
  readonly findFinding: Answerer;
  readonly reviewFinding: Answerer;
  readonly listRules: Answerer;
  readonly readRuleSets: Answerer;
  readonly listReads: Answerer;
  readonly rejudgeLog: Answerer;
  readonly listSignals: Answerer;
  readonly whatIf: Answerer;
}

export const judgingAnswers = Symbol('judging answers');

@Controller()
export class JudgingController {
  constructor(@Inject(judgingAnswers) private readonly answers: JudgingAnswers) {}

  @MessagePattern(ListFindings.subject)
  listFindings(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listFindings(message, headers);
  }

  @MessagePattern(FindFinding.subject)
  findFinding(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.findFinding(message, headers);
  }

  @MessagePattern(findingSubject)
  reviewFinding(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.reviewFinding(message, headers);
  }

  @MessagePattern(ListRules.subject)
  listRules(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listRules(message, headers);
  }

  @MessagePattern(ReadRuleSets.subject)
  readRuleSets(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.readRuleSets(message, headers);
  }

  @MessagePattern(ListReads.subject)
  listReads(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listReads(message, headers);
  }

  @MessagePattern(WhatIf.subject)
  whatIf(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.whatIf(message, headers);
  }

  @MessagePattern(ListSignals.subject)
  listSignals(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listSignals(message, headers);
  }

  @MessagePattern(RejudgeLog.subject)
  rejudgeLog(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.rejudgeLog(message, headers);
  }
}
