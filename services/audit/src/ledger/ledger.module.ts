import {
  Cosign,
  GiveEvidence,
  type Grant,
  ListCheckpoints,
  may,
  ProveConsistency,
  ProveInclusion,
  type QueryType,
  ReadLedger,
  refuse,
  requireAdmitted,
  ShowLedger,
} from '@hoso/contracts';
import type { ServiceParts } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import type { AuditPorts } from '../audit-ports.ts';
import {
  cosign,
  giveEvidence,
  listCheckpoints,
  proveConsistency,
  proveInclusion,
  readLedger,
  showLedger,
} from './answer-ledger.ts';
import { type LedgerAnswers, LedgerController, ledgerAnswers } from './ledger.controller.ts';

/** The ledgers of logs: for everybody who wants to be sure, and for the witnesses. */
@Module({})
export class LedgerModule {
  static over(parts: ServiceParts, ports: AuditPorts): DynamicModule {
    return {
      module: LedgerModule,
      controllers: [LedgerController],
      providers: [{ provide: ledgerAnswers, useValue: answersOver(parts, ports) }],
    };
  }
}

const AboutLog = z.looseObject({ log: z.string().optional() });

function answersOver({ verify }: ServiceParts, { logs, ledgers }: AuditPorts): LedgerAnswers {
  const answering =
    <Ask extends z.ZodObject, Answer extends z.ZodType>(
      query: QueryType<Ask, Answer>,
      grant: Grant,
      answer: (ask: z.output<Ask>) => Promise<z.output<Answer>>,
    ) =>
    async (message: unknown, headers: Readonly<Record<string, string>>) => {
      const token = headers['token'];
      const actor = token === undefined && grant.kind === 'open' ? undefined : await verify(token);
      if (actor) requireAdmitted(actor, grant);
      const asked = query.ask.parse(message);
      // That there are other logs than the one at work is not for everybody to know.
      if (AboutLog.parse(asked).log !== undefined) {
        requireAdmitted(actor ?? refuse('RoleNotAllowed', { role: 'anyone' }), may.seeLogs);
      }
      return answer(asked);
    };
  const own = { logs, ledgers };
  return {
    showLedger: answering(ShowLedger, may.open, (ask) => showLedger(own, ask)),
    readLedger: answering(ReadLedger, may.open, (ask) => readLedger(own, ask)),
    listCheckpoints: answering(ListCheckpoints, may.open, (ask) => listCheckpoints(own, ask)),
    proveInclusion: answering(ProveInclusion, may.open, (ask) => proveInclusion(own, ask)),
    proveConsistency: answering(ProveConsistency, may.open, (ask) => proveConsistency(own, ask)),
    giveEvidence: answering(GiveEvidence, may.inspect, (ask) => giveEvidence(own, ask)),
    cosign: answering(Cosign, may.cosign, (ask) => cosign(own, ask)),
  };
}
