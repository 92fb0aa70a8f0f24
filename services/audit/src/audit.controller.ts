import {
  CheckLog,
  CompareMoments,
  ImportXes,
  ListDeviations,
  ListHeldDossiers,
  ListLogs,
  ListUnitLoads,
  ListVariants,
  ReadCases,
  ReadLog,
  Replay,
  ReplayFitness,
  ShowBeside,
  ShowClock,
  ShowDirectlyFollows,
  ShowProcessMap,
  ShowProfile,
} from '@hoso/contracts';
import type { Answerer, BusContext } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** What audit answers, each by its subject. */
export interface AuditAnswers {
  readonly replay: Answerer;
  readonly checkLog: Answerer;
  readonly listDeviations: Answerer;
  readonly importXes: Answerer;
  readonly listLogs: Answerer;
  readonly readLog: Answerer;
  readonly readCases: Answerer;
  readonly compareMoments: Answerer;
  readonly showClock: Answerer;
  readonly showBeside: Answerer;
  readonly listUnitLoads: Answerer;
  readonly listHeldDossiers: Answerer;
  readonly showDirectlyFollows: Answerer;
  readonly listVariants: Answerer;
  readonly showProfile: Answerer;
  readonly replayFitness: Answerer;
  readonly showProcessMap: Answerer;
}

export const auditAnswers = Symbol('audit answers');

@Controller()
export class AuditController {
  constructor(@Inject(auditAnswers) private readonly answers: AuditAnswers) {}

  @MessagePattern(Replay.subject)
  replay(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.replay(message, headers);
  }

  @MessagePattern(CheckLog.subject)
  checkLog(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.checkLog(message, headers);
  }

  @MessagePattern(ListDeviations.subject)
  listDeviations(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listDeviations(message, headers);
  }

  @MessagePattern(ImportXes.subject)
  importXes(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.importXes(message, headers);
  }

  @MessagePattern(ListLogs.subject)
  listLogs(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listLogs(message, headers);
  }

  @MessagePattern(ReadLog.subject)
  readLog(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.readLog(message, headers);
  }

  @MessagePattern(ReadCases.subject)
  readCases(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.readCases(message, headers);
  }

  @MessagePattern(CompareMoments.subject)
  compareMoments(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.compareMoments(message, headers);
  }

  @MessagePattern(ShowClock.subject)
  showClock(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showClock(message, headers);
  }

  @MessagePattern(ShowBeside.subject)
  showBeside(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showBeside(message, headers);
  }

  @MessagePattern(ListUnitLoads.subject)
  listUnitLoads(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listUnitLoads(message, headers);
  }

  @MessagePattern(ListHeldDossiers.subject)
  listHeldDossiers(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listHeldDossiers(message, headers);
  }

  @MessagePattern(ShowDirectlyFollows.subject)
  showDirectlyFollows(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showDirectlyFollows(message, headers);
  }

  @MessagePattern(ListVariants.subject)
  listVariants(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listVariants(message, headers);
  }

  @MessagePattern(ShowProfile.subject)
  showProfile(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showProfile(message, headers);
  }

  @MessagePattern(ReplayFitness.subject)
  replayFitness(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.replayFitness(message, headers);
  }

  @MessagePattern(ShowProcessMap.subject)
  showProcessMap(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showProcessMap(message, headers);
  }
}
