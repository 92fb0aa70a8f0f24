import {
  ConfirmFinding,
  DismissFinding,
  dismissalGrounds,
  type Finding,
  type FindingReview,
  FindFinding,
  routes,
} from '@hoso/contracts';
import type { Command } from 'commander';
import type { z } from 'zod';
import { localText } from './instant.ts';
import { facts, freshness, print } from './output.ts';
import { addRouteCommand } from './route-commands.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

const inspector = 'inspector@inspectorate';
type Language = GlobalOptions['lang'];

/** One finding, and what an inspector says of it. */
export function addFindingCommands(audit: Command): void {
  addShow(audit);
  addReview(audit, ConfirmFinding.name, 'confirm', ConfirmFinding.data.omit({ log: true }));
  addReview(audit, DismissFinding.name, 'dismiss', DismissFinding.data.omit({ log: true }));
}

function addShow(audit: Command): void {
  const show = audit
    .command('finding')
    .description('one finding, with the events that prove it / một phát hiện, kèm các sự kiện chứng minh')
    .argument('<finding>', 'its id');
  show.action(async (id: string) => {
    const options = GlobalOptions.parse(show.optsWithGlobals());
    await withAnyLog(options, async ({ client, log }) => {
      const path = `/findings/${encodeURIComponent(id)}`;
      const answer = FindFinding.answer.parse(await client.call({ method: 'GET', path, query: { log } }));
      print(options, answer, () => pageText(options, answer, log));
    });
  });
}

function addReview(audit: Command, name: string, verb: string, content: z.ZodObject): void {
  for (const route of routes) {
    if (!('command' in route) || route.command.name !== name) continue;
    addRouteCommand(audit, route, { verb, who: inspector }, { about: 'finding', anyLog: true, content });
  }
}

const labels = {
  vi: {
    id: 'mã phát hiện',
    dossier: 'hồ sơ',
    person: 'người chịu trách nhiệm',
    unit: 'đơn vị',
    certain: 'chắc chắn từ',
    evidence: 'chứng cứ (sự kiện)',
    lawful: 'đúng luật là',
    status: 'tình trạng',
    reviewed: 'người xem xét',
    withdrawn: 'đã rút lúc',
    reason: 'lý do',
    note: 'ghi chú',
    statuses: { open: 'chưa xem xét', confirmed: 'đã xác nhận', dismissed: 'đã bác bỏ', withdrawn: 'đã rút' },
    proof: 'chứng minh',
    recorded: 'ghi lúc',
  },
  en: {
    id: 'finding',
    dossier: 'dossier',
    person: 'person',
    unit: 'unit',
    certain: 'certain since',
    evidence: 'evidence (events)',
    lawful: 'lawful',
    status: 'status',
    reviewed: 'reviewed by',
    withdrawn: 'withdrawn at',
    reason: 'reason',
    note: 'note',
    statuses: { open: 'open', confirmed: 'confirmed', dismissed: 'dismissed', withdrawn: 'withdrawn by later facts' },
    proof: 'proof',
    recorded: 'recorded',
  },
} as const;

/** A finding as lists tell it. */
export function findingText(finding: Finding, lang: Language): string {
  const { rule, severity, name, article, dossier, code, person, unit, certainAt, positions, lawful, status } = finding;
  const label = labels[lang];
  const { review, withdrawnAt } = finding;
  const lines = {
    [label.dossier]: code ?? dossier,
    [label.person]: person,
    [label.unit]: unit,
    [label.certain]: localText(certainAt),
    [label.evidence]: positions.join(' '),
    [label.lawful]: lawful[lang],
    ...(status === 'open' ? {} : { [label.status]: label.statuses[status] }),
    ...(review ? { [label.reviewed]: `${review.by.id}, ${localText(review.at)}: ${verdictText(review, lang)}` } : {}),
    ...(status === 'withdrawn' && withdrawnAt !== undefined ? { [label.withdrawn]: localText(withdrawnAt) } : {}),
  };
  return `${rule} ${severity}  ${name[lang]} (${article})\n${facts({ ...lines, [label.id]: finding.id }, '  ')}`;
}

function verdictText({ verdict, ground }: FindingReview, lang: Language): string {
  const told = labels[lang].statuses[verdict];
  return ground === undefined ? told : `${told}: ${dismissalGrounds[ground][lang]}`;
}

/** What one may do with an event of the ledger. */
const proofs = ['prove-inclusion', 'evidence'];

function pageText(options: GlobalOptions, answer: z.output<typeof FindFinding.answer>, log: string): string {
  const { lang } = options;
  const label = labels[lang];
  const { finding, reason, note, entries, evidence } = answer;
  const written = {
    ...(reason === undefined ? {} : { [label.reason]: reason }),
    ...(note === undefined ? {} : { [label.note]: note }),
  };
  const told = evidence.map(
    ({ position, name, words, occurredAt, recordedAt, actor }) =>
      `#${position} ${localText(occurredAt)}  ${name[lang]}: ${words[lang]}\n` +
      `  ${actor.role}@${actor.unit}:${actor.id}, ${label.recorded} ${localText(recordedAt)}\n` +
      `  ${label.proof}: ${proofs.map((proof) => `hoso ledger ${proof} ${position} --log ${log}`).join('; ')}`,
  );
  const said = entries.map(
    ({ recordedAt, name, words, actor }) => `${localText(recordedAt)}  ${actor.id}  ${name[lang]}: ${words[lang]}`,
  );
  return [
    findingText(finding, lang) + (reason === undefined && note === undefined ? '' : `\n${facts(written, '  ')}`),
    told.join('\n'),
    said.join('\n'),
    freshness(options, answer),
  ].join('\n\n');
}
