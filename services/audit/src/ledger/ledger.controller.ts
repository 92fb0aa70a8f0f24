import {
  Cosign,
  GiveEvidence,
  ListCheckpoints,
  ProveConsistency,
  ProveInclusion,
  ReadLedger,
  ShowLedger,
} from '@hoso/contracts';
import type { Answerer, BusContext } from '@hoso/nest';
import { Controller, Inject } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';

/** What audit answers of ledgers, each by its subject. */
export interface LedgerAnswers {
  readonly showLedger: Answerer;
  readonly readLedger: Answerer;
  readonly listCheckpoints: Answerer;
  readonly proveInclusion: Answerer;
  readonly proveConsistency: Answerer;
  readonly giveEvidence: Answerer;
  readonly cosign: Answerer;
}

export const ledgerAnswers = Symbol('ledger answers');

@Controller()
export class LedgerController {
  constructor(@Inject(ledgerAnswers) private readonly answers: LedgerAnswers) {}

  @MessagePattern(ShowLedger.subject)
  showLedger(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.showLedger(message, headers);
  }

  @MessagePattern(ReadLedger.subject)
  readLedger(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.readLedger(message, headers);
  }

  @MessagePattern(ListCheckpoints.subject)
  listCheckpoints(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.listCheckpoints(message, headers);
  }

  @MessagePattern(ProveInclusion.subject)
  proveInclusion(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.proveInclusion(message, headers);
  }

  @MessagePattern(ProveConsistency.subject)
  proveConsistency(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.proveConsistency(message, headers);
  }

  @MessagePattern(GiveEvidence.subject)
  giveEvidence(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.giveEvidence(message, headers);
  }

  @MessagePattern(Cosign.subject)
  cosign(@Payload() message: unknown, @Ctx() { headers }: BusContext): Promise<unknown> {
    return this.answers.cosign(message, headers);
  }
}
