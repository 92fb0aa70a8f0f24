import {
  FindFinding,
  findingCommands,
  findingEvents,
  FindingId,
  FindUnit,
  ListFindings,
  ListReads,
  ListRules,
  ReadRuleSets,
  ListSignals,
  ListUnits,
  may,
  requireAdmitted,
  refuse,
  RejudgeLog,
  type UnitId,
  WhatIf,
} from '@hoso/contracts';
import { commandHandler, type HandleCommand, isDomainError, type Sealer, waitAtLeast } from '@hoso/event-sourcing';
import { answering, readCommand, type ServiceParts, viewReader } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { listReads } from '../access/list-reads.ts';
import type { AuditLog, AuditPorts } from '../audit-ports.ts';
import { oneAfterAnother } from '../imports/one-after-another.ts';
import { namedLog } from '../logs/named-log.ts';
import { findFinding } from './find-finding.ts';
import type { ReviewIntent } from './finding.ts';
import { findings } from './findings.view.ts';
import { type JudgingAnswers, JudgingController, judgingAnswers } from './judging.controller.ts';
import { type FindingsReader, listFindings } from './list-findings.ts';
import { whatIf } from '../what-if/what-if.ts';
import { listSignals } from '../signals/list-signals.ts';
import { isRuleIn, listRules } from './list-rules.ts';
import { judgedAgainUpTo, rejudgeLog } from './rejudge-log.ts';
import { reviewFinding } from './review-finding.ts';
import { requireRegistered, requireUnitIn } from '../units/known-names.ts';

/** Findings, rules and recorded reads: what audit answers from its own logs. */
@Module({})
export class JudgingModule {
  static over(parts: ServiceParts, ports: AuditPorts): DynamicModule {
    return {
      module: JudgingModule,
      controllers: [JudgingController],
      providers: [{ provide: judgingAnswers, useValue: answersOver(parts, ports) }],
    };
  }
}

/** How long an answer waits for the event its asker has seen. */
const atLeastTimeoutMs = 5_000;

function answersOver(parts: ServiceParts, ports: AuditPorts): JudgingAnswers {
  const { logs, auditLogs, rules } = ports;
  const answer = answering(parts);
  const own = async (log: string | undefined) => auditLogs.of((await namedLog(logs, log)).info.name);
  const rejudging = oneAfterAnother();
  const listing = {
    readerOf: async (log: string | undefined) => readerOver(await own(log), parts),
    ...{ kindOf: kindOver(parts), isRule: isRuleIn(rules) },
  };
  return {
    listFindings: answer(ListFindings, may.readInOffice, (ask, actor) => listFindings(listing, ask, actor)),
    findFinding: answer(FindFinding, may.readInOffice, async (ask, actor) => {
      const { sealer, reads } = parts;
      const log = await own(ask.log);
      return findFinding({ reader: readerOver(log, parts), ...log, sealer, reads }, ask, actor);
    }),
    reviewFinding: async (message, headers) => {
      const { command, ...asked } = await readCommand<ReviewIntent>(parts, findingCommands, message, headers);
      requireAdmitted(command.actor, may.review);
      const handle = reviewHandler(await own(command.data.log), parts.sealer);
      return reviewFinding({ handle, sealer: parts.sealer }, { ...asked, command, id: FindingId.parse(asked.id) });
    },
    readRuleSets: answer(ReadRuleSets, may.conduct, async () => ({ ruleSets: rules.map((set) => ({ ...set })) })),
    listRules: answer(ListRules, may.signedIn, async () => listRules(rules, await parts.store.head())),
    listReads: answer(ListReads, may.seeReads, async (ask) => listReads((await own(undefined)).store, ask)),
    whatIf: answer(WhatIf, may.inspect, (ask) => whatIf(ports, ask)),
    listSignals: answer(ListSignals, may.inspect, (ask) => listSignals({ logs, auditLogs }, ask)),
    rejudgeLog: answer(RejudgeLog, may.inspect, (ask) =>
      rejudging(ask.log ?? '', () => rejudgeLog({ logs, auditLogs, stopwatch: () => performance.now() }, ask)),
    ),
  };
}

/** Attempts at a review while findings are raised and withdrawn. */
const attemptsMax = 20;

function reviewHandler({ store, clock }: AuditLog, sealer: Sealer): HandleCommand {
  return commandHandler({ store, events: findingEvents, sealer, attemptsMax, clock });
}

function readerOver(own: AuditLog, { ask }: Pick<ServiceParts, 'ask'>): FindingsReader {
  const { rules, judgedStore } = own;
  const reader = viewReader(own, findings);
  return {
    judged: async (atLeast) => {
      if (!rules) return { judgedUpTo: await judgedAgainUpTo(own), lagMs: 0, held: [] };
      if (atLeast !== undefined && !(await waitAtLeast(judgedStore, rules, atLeast, atLeastTimeoutMs))) {
        refuse('NotYetComplete', { atLeast });
      }
      const { position, lagMs, holds } = await rules.status();
      return { judgedUpTo: position, lagMs, held: holds.map(({ subject }) => subject) };
    },
    find: async (id) => (await reader.find(id, await own.store.head())).document,
    page: async (query) => reader.page(query, await own.store.head()),
    handsOf: async (dossier) => await rules?.handsOf(dossier),
    requireUnit: (unit) => requireUnitIn(judgedStore, unit),
    // The registry knows who there is in the log that the platform works on.
    requirePerson: async (person) => rules && (await requireRegistered((page) => ask(ListUnits, page), person)),
  };
}

/** What kind of unit somebody works in; nothing where the registry does not know it. */
function kindOver({ ask }: Pick<ServiceParts, 'ask'>) {
  return async (id: UnitId) => {
    try {
      return (await ask(FindUnit, { id })).unit.kind;
    } catch (error) {
      if (isDomainError(error)) return undefined;
      throw error;
    }
  };
}
