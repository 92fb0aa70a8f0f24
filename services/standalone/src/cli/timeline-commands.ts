import {
  CompareMoments,
  HeldDossier,
  ListFindings,
  ListUnitLoads,
  Replay,
  ReplayStep,
  ShowBeside,
  type TimelineEntry,
} from '@hoso/contracts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { addClockCommand } from './clock-commands.ts';
import { instantArgument, localText, momentArgument } from './instant.ts';
import { facts, freshness, print, printList, said, table } from './output.ts';
import { dossierArgument, GlobalOptions, withAnyLog } from './session.ts';
import { valueIn } from './values.ts';

export function addTimelineCommands(program: Command): void {
  addReplay(program);
  addDiff(program);
  addClockCommand(program);
  addUnits(program.command('units').description('what lies in each unit'));
}

const Given = z.looseObject({
  asOf: z.string().optional(),
  asKnown: z.string().optional(),
  step: ReplayStep.optional(),
  limit: z.int().optional(),
  after: z.int().optional(),
  beside: z.boolean(),
});

function addReplay(program: Command): void {
  const replay = program
    .command('replay')
    .description('a dossier as it stood and as it was known, at any moment: an instant, or #<position> of an event')
    .argument('<dossier>', dossierArgument)
    .option('--as-of <moment>', 'what had happened by then', momentArgument)
    .option('--as-known <moment>', 'what had been recorded by then', momentArgument)
    .addOption(new Option('--step <where>', 'one step from there').choices(ReplayStep.options))
    .option('--limit <count>', 'entries a page, at most 1000; 0: the state alone', count)
    .option('--after <position>', 'the page after', count)
    .option('--beside', 'petitions, notifications, staff, law and reads of personal data beside it instead', false);
  replay.action(async (dossier: string) => {
    const options = GlobalOptions.parse(replay.optsWithGlobals());
    const { asOf, asKnown, step, limit, after, beside } = Given.parse(replay.opts());
    await withAnyLog(options, async ({ client, log }) => {
      if (beside) {
        const query = { dossier, log, asOf, asKnown };
        const answer = await client.call({ method: 'GET', path: '/replay/beside', query });
        print(options, answer, () => besideText(options, ShowBeside.answer.parse(answer)));
        return;
      }
      const query = { dossier, log, asOf, asKnown, step, limit, after };
      const answer = await client.call({ method: 'GET', path: '/replay', query });
      const replayed = Replay.answer.parse(answer);
      const reached =
        step === undefined || options.json || options.jsonl ? '' : await reachedBy(client, options, replayed);
      print(options, answer, () => `${replayText(options, replayed)}${reached}`);
    });
  });
}

const Sides = z.looseObject({
  fromAsOf: z.string().optional(),
  fromAsKnown: z.string().optional(),
  toAsOf: z.string().optional(),
  toAsKnown: z.string().optional(),
  limit: z.int().optional(),
});

function addDiff(program: Command): void {
  const diff = program
    .command('diff')
    .description('what happened to a dossier between two moments, and what it changed; the second is by default now')
    .argument('<dossier>', dossierArgument)
    .option('--from-as-of <moment>', 'first: what had happened by then', momentArgument)
    .option('--from-as-known <moment>', 'first: what had been recorded by then', momentArgument)
    .option('--to-as-of <moment>', 'second: what had happened by then', momentArgument)
    .option('--to-as-known <moment>', 'second: what had been recorded by then', momentArgument)
    .option('--limit <count>', 'entries shown, at most 1000', count);
  diff.action(async (dossier: string) => {
    const options = GlobalOptions.parse(diff.optsWithGlobals());
    const { fromAsOf, fromAsKnown, toAsOf, toAsKnown, limit } = Sides.parse(diff.opts());
    await withAnyLog(options, async ({ client, log }) => {
      const query = { dossier, log, fromAsOf, fromAsKnown, toAsOf, toAsKnown, limit };
      const answer = await client.call({ method: 'GET', path: '/replay/difference', query });
      print(options, answer, () => differenceText(options, CompareMoments.answer.parse(answer)));
    });
  });
}

function addUnits(units: Command): void {
  const at = units
    .command('at')
    .description('how many dossiers lie in each unit, or which lie in one; by default now')
    .option('--at <instant>', 'at that instant', instantArgument)
    .option('--unit <id>', 'the dossiers of one unit, the longest held first')
    .option('--limit <count>', 'dossiers a page', count)
    .option('--after <cursor>', 'the page after');
  at.action(async () => {
    const options = GlobalOptions.parse(at.optsWithGlobals());
    const given = z
      .looseObject({ at: z.string().optional(), unit: z.string().optional(), limit: z.int().optional() })
      .extend({ after: z.string().optional() })
      .parse(at.opts());
    const { unit, limit } = given;
    await withAnyLog(options, async ({ client }) => {
      if (unit === undefined) {
        const answer = await client.call({ method: 'GET', path: '/units/loads', query: { at: given.at } });
        print(options, answer, () => loadsText(options, ListUnitLoads.answer.parse(answer)));
        return;
      }
      const path = `/units/${encodeURIComponent(unit)}/dossiers`;
      await printList(
        options,
        (after) => client.call({ method: 'GET', path, query: { at: given.at, limit, after } }),
        ['dossier', 'code', 'procedure', 'status', 'person', 'since', 'due', 'overdue'],
        (item) => heldRow(HeldDossier.parse(item)),
        given.after,
      );
    });
  });
}

const findingsMax = 200;

function count(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
}

function besideText(options: GlobalOptions, answer: z.output<typeof ShowBeside.answer>): string {
  const { lang } = options;
  const entries = answer.entries.map(({ position, group, occurredAt, name, words }) => [
    ...[`#${position}`, group, localText(occurredAt), name[lang], words[lang]],
  ]);
  const roles = answer.roles.map(({ actor, positions, inOffice, notInOffice }) => [
    `${actor.role}@${actor.unit}:${actor.id}`,
    inOffice ? 'yes' : `no (${notInOffice ?? ''})`,
    positions.join(' '),
  ]);
  const reads = answer.reads.map(({ at, actor, purpose, query, fields }) => [
    ...[localText(at), `${actor.role}@${actor.unit}:${actor.id}`, purpose, query, fields.join(' ')],
  ]);
  return [
    table(['event', 'kind', 'when', 'what', 'says'], entries, lang),
    table(['who acted', 'in office', 'events'], roles, lang),
    answer.withheld ? withheldText[lang] : table(['read at', 'by', 'purpose', 'query', 'opened'], reads, lang),
    freshness(options, answer),
  ].join('\n\n');
}

const withheldText = {
  vi: 'Ai phản ánh và ai đã đọc dữ liệu cá nhân: chỉ thanh tra được xem',
  en: 'Who complained, and who read personal data, is shown to inspectors only',
};

/** Where a step has led: the event, or what was found at that instant. */
async function reachedBy(
  client: Client,
  options: GlobalOptions,
  { dossier, log, asOf, asKnown, remarks }: z.output<typeof Replay.answer>,
): Promise<string> {
  const moment = asOf ?? asKnown;
  if (moment === undefined || remarks.length > 0) return '';
  if (moment.startsWith('#')) {
    const query = { dossier, log: log.name, asOf, asKnown, limit: 1, after: Number(moment.slice(1)) - 1 };
    const { events } = Replay.answer.parse(await client.call({ method: 'GET', path: '/replay', query }));
    return `\n\n→ ${moment}\n${entries(options, events)}`;
  }
  const query = { dossier, log: log.name, limit: findingsMax };
  const { items } = ListFindings.answer.parse(await client.call({ method: 'GET', path: '/findings', query }));
  const rows = items
    .filter(({ certainAt }) => certainAt === moment)
    .map(({ rule, severity, unit, person, positions, name }) => [
      ...[rule, severity, name[options.lang], unit, person, positions.map((position) => `#${position}`).join(' ')],
    ]);
  const headings = ['rule', 'severity', 'name', 'unit', 'person', 'events'];
  return rows.length === 0 ? '' : `\n\n→ ${localText(moment)}\n${table(headings, rows, options.lang)}`;
}

function replayText(options: GlobalOptions, answer: z.output<typeof Replay.answer>): string {
  const { events, state, log, beyond, remarks, count: within, next, ...about } = answer;
  const more = next === undefined ? '' : `\n--after ${next}`;
  const { lang } = options;
  const beyondText = beyond === 0 ? '' : `\n… ${beyond} ${lang === 'vi' ? 'sự kiện nữa' : 'more'}`;
  const head = { ...about, log: `${log.name} (${valueIn(lang, 'kind', log.kind)})`, events: within };
  const shown = [facts(head, '', lang), facts(state, '', lang), entries(options, events)].join('\n\n');
  return `${said(options, remarks)}${shown}${more}${beyondText}`;
}

function differenceText(options: GlobalOptions, answer: z.output<typeof CompareMoments.answer>): string {
  const { changes, added, addedCount, removed, removedCount, fromAt, toAt, remarks } = answer;
  const rows = changes.map(({ words, before, after }) => [words[options.lang], before, after]);
  const changed = changes.length === 0 ? '=' : table(['', localText(fromAt), localText(toAt)], rows, options.lang);
  const list = (sign: string, events: readonly TimelineEntry[], all: number): string =>
    all === 0 ? '' : `\n\n${sign} ${all}\n${entries(options, events)}`;
  return `${said(options, remarks)}${changed}${list('+', added, addedCount)}${list('-', removed, removedCount)}`;
}

function loadsText(options: GlobalOptions, answer: z.output<typeof ListUnitLoads.answer>): string {
  const rows = answer.items.map(({ unit, dossiers, overdue }) => [unit, dossiers, overdue]);
  const shown = table(['unit', 'dossiers', 'overdue'], rows, options.lang);
  return `${said(options, answer.remarks)}${localText(answer.at)}\n${shown}\n${freshness(options, answer)}`;
}

function heldRow({ dossier, code, procedure, status, person, since, dueAt, overdue }: HeldDossier): readonly unknown[] {
  return [dossier, code, procedure, status, person, since, dueAt, overdue ? '!' : ''];
}

const minutes = { vi: 'phút', en: 'min' };

/** What was entered late, or sets another event right, stands out in the last column. */
function entries({ lang }: GlobalOptions, events: readonly TimelineEntry[]): string {
  const rows = events.map(({ position, occurredAt, name, words, actor, lateMs, late, lateBecause, corrects }) => {
    const why = lateBecause.map((one) => valueIn(lang, 'late', one)).join(', ');
    const marks = [
      late ? `! +${Math.round(lateMs / 60_000)} ${minutes[lang]} (${why})` : '',
      corrects === undefined ? '' : `↺ #${corrects}`,
    ];
    const who = `${actor.role}@${actor.unit}`;
    return [
      position,
      localText(occurredAt),
      name[lang],
      who,
      words[lang],
      marks.filter((text) => text !== '').join(' '),
    ];
  });
  return table(['position', 'occurred', 'event', 'by', 'what', 'late'], rows, lang);
}
