import {
  Cosign,
  GiveEvidence,
  ListCheckpoints,
  may,
  ProveConsistency,
  ProveInclusion,
  ReadLedger,
  refuse,
  requireAdmitted,
  ShowLedger,
} from '@hoso/contracts';
import { answeringAnyone, type ServiceParts } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import type { AuditPorts } from '../audit-ports.ts';
import type { Histories } from '../history/dossier-history.ts';
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
  static over(parts: ServiceParts, ports: AuditPorts, read: Histories): DynamicModule {
    return {
      module: LedgerModule,
      controllers: [LedgerController],
      providers: [{ provide: ledgerAnswers, useValue: answersOver(parts, ports, read) }],
    };
  }
}

const AboutLog = z.looseObject({ log: z.string().optional() });

function answersOver(parts: ServiceParts, { logs, ledgers }: AuditPorts, read: Histories): LedgerAnswers {
  const anyone = answeringAnyone(parts);
  const answer: typeof anyone = (query, grant, answering) =>
    anyone(query, grant, (asked, actor) => {
      // That there are other logs than the one at work is not for everybody to know.
      if (AboutLog.parse(asked).log !== undefined) {
        requireAdmitted(actor ?? refuse('RoleNotAllowed', { role: 'anyone' }), may.seeLogs);
      }
      return answering(asked, actor);
    });
  const own = { logs, ledgers };
  return {
    showLedger: answer(ShowLedger, may.open, (ask) => showLedger(own, ask)),
    readLedger: answer(ReadLedger, may.open, (ask) => readLedger(own, ask)),
    listCheckpoints: answer(ListCheckpoints, may.open, (ask) => listCheckpoints(own, ask)),
    proveInclusion: answer(ProveInclusion, may.open, (ask) => proveInclusion(own, ask)),
    proveConsistency: answer(ProveConsistency, may.open, (ask) => proveConsistency(own, ask)),
    giveEvidence: answer(GiveEvidence, may.readEvidence, (ask, actor) =>
      giveEvidence({ ...own, histories: read }, ask, actor ?? refuse('RoleNotAllowed', { role: 'anyone' })),
    ),
    cosign: answer(Cosign, may.cosign, (ask) => cosign(own, ask)),
  };
}
