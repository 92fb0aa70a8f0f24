import {
  Channel,
  Level,
  Line,
  ProcedureCode,
  ProcedureVersion,
  type RequiredDocument,
  type Term,
} from '@hoso/contracts';
import { canonicalJson } from '@hoso/event-sourcing';
import { z } from 'zod';
import { feeOf } from './read-fee.ts';
import type { SaidDocument, SaidProcedure } from './said-procedure.ts';
import type { UnreadReason } from './unread-reasons.ts';

/** A field of a row that was not taken as it stands. */
export interface RowFault {
  readonly field: string;
  readonly reason: UnreadReason;
}

/** What could be read of a row; nothing where it names no procedure that could be published. */
export interface ReadRow {
  readonly code?: ProcedureCode;
  readonly said?: SaidProcedure;
  readonly faults: readonly RowFault[];
}

const Row = z.record(z.string(), z.unknown());
const lineCharsMax = 300;
const documentsMax = 100;
const channelsMax = 100;

/** Reads one row of the national portal. What cannot be read is named and left out, never guessed. */
export function readRow(value: unknown): ReadRow {
  const row = Row.safeParse(value);
  if (!row.success) return { faults: [{ field: '', reason: 'notARow' }] };
  const code = ProcedureCode.safeParse(row.data['code']);
  if (!code.success) return { faults: [{ field: 'code', reason: 'codeUnknown' }] };
  const faults: RowFault[] = [];
  const fault = (field: string, reason: UnreadReason): undefined => void faults.push({ field, reason });
  const name = lineOf(row.data['name'], () => fault('name', 'textCut'));
  const levels = levelsOf(row.data['levels'], fault);
  if (name === undefined || levels.length === 0) {
    fault(name === undefined ? 'name' : 'levels', name === undefined ? 'nameMissing' : 'noLevel');
    return { code: code.data, faults };
  }
  const channels = itemsOf(row.data['channels'], 'channels', channelsMax, fault);
  const fee = feeOf(channels.map(({ feeText }) => feeText));
  const url = ProcedureVersion.shape.source.shape.url.safeParse(row.data['url']).data;
  if (url === undefined && given(row.data['url'])) fault('url', 'addressUnknown');
  const decision = lineOf(row.data['decision'], () => fault('decision', 'textCut'));
  const field = lineOf(row.data['field'], () => fault('field', 'textCut'));
  const result = lineOf(row.data['result'], () => fault('result', 'textCut'));
  const said: SaidProcedure = {
    code: code.data,
    name,
    levels,
    terms: termsOf(channels, fault),
    documents: documentsOf(row.data['documents'], fault),
    ...(fee === undefined ? {} : { fee }),
    ...(url === undefined ? {} : { url }),
    ...(decision === undefined ? {} : { decision }),
    ...(field === undefined ? {} : { field }),
    ...(result === undefined ? {} : { result }),
  };
  return { code: code.data, said, faults };
}

type Fault = (field: string, reason: UnreadReason) => undefined;

const levelNames: Readonly<Record<string, z.infer<typeof Level>>> = {
  'Cấp tỉnh': 'province',
  'Cấp huyện': 'district',
  'Cấp xã': 'commune',
};

function levelsOf(value: unknown, fault: Fault): SaidProcedure['levels'] {
  const levels = new Set<z.infer<typeof Level>>();
  for (const [at, said] of (Array.isArray(value) ? value.slice(0, channelsMax) : []).entries()) {
    const name = lineOf(said);
    const level = name === undefined ? undefined : levelNames[name];
    if (level) levels.add(level);
    else fault(`levels.${at}`, 'levelUnknown');
  }
  return Level.options.filter((level) => levels.has(level));
}

type Item = Readonly<Record<string, unknown>>;

/** The objects of a list, in its order; nothing else of it. */
function itemsOf(value: unknown, field: string, max: number, fault: Fault): readonly Item[] {
  if (!Array.isArray(value)) {
    if (given(value)) fault(field, 'notAList');
    return [];
  }
  if (value.length > max) fault(field, 'listCut');
  // One that is no object has none of the members that are asked for: it is told by the first of them.
  return value.slice(0, max).map((item) => Row.safeParse(item).data ?? {});
}

function termsOf(channels: readonly Item[], fault: Fault): SaidProcedure['terms'] {
  const terms: Partial<Record<z.infer<typeof Channel>, Term>> = {};
  for (const [at, item] of channels.entries()) {
    const channel = Channel.safeParse(item['channel']).data;
    if (!channel) {
      fault(`channels.${at}.channel`, 'channelUnknown');
      continue;
    }
    const term = termOf(item, `channels.${at}`, fault);
    const before = terms[channel];
    if (before && canonicalJson(before) !== canonicalJson(term)) {
      fault(`channels.${at}`, 'termsDiffer');
      terms[channel] = { unit: 'unstated' };
    } else terms[channel] = term;
  }
  return terms;
}

/** Terms in hours are working hours. */
const units = { workingDays: 'workingDays', days: 'calendarDays', hours: 'workingHours' } as const;
const Amount = z.int().min(0).max(1_000_000);
const Counted = z.int().min(1).max(3_650);
const TermUnit = z.enum(['workingDays', 'days', 'hours']);

function termOf({ term, termUnit }: Item, field: string, fault: Fault): Term {
  const amount = Amount.safeParse(term).data;
  const unit = TermUnit.safeParse(termUnit).data;
  if (unit && Counted.safeParse(amount).success && amount !== undefined) return { unit: units[unit], amount };
  if (unit || (given(term) && amount === undefined)) fault(`${field}.term`, 'amountUnknown');
  if (!unit) fault(`${field}.termUnit`, given(termUnit) ? 'termUnitUnknown' : 'termUnitMissing');
  return { unit: 'unstated', ...(amount === undefined ? {} : { amount }) };
}

function documentsOf(value: unknown, fault: Fault): readonly SaidDocument[] {
  return itemsOf(value, 'documents', documentsMax, fault).flatMap((item, at) => {
    const name = lineOf(item['name'], () => fault(`documents.${at}.name`, 'textCut'));
    return name === undefined
      ? (fault(`documents.${at}.name`, 'itemUnnamed') ?? [])
      : [{ name, form: formOf(item), ...countsOf(item) }];
  });
}

/** An original that is asked for, with copies or without; or copies alone. */
function formOf({ originals, copies }: Item): RequiredDocument['form'] {
  if (isSome(originals)) return 'original';
  return isSome(copies) ? 'copy' : 'unstated';
}

const Count = z.int().min(1).max(99);

/** How many of each are asked for, where the row says so. */
function countsOf({ originals, copies }: Item): Pick<SaidDocument, 'originals' | 'copies'> {
  const [first, second] = [Count.safeParse(originals).data, Count.safeParse(copies).data];
  return { ...(first === undefined ? {} : { originals: first }), ...(second === undefined ? {} : { copies: second }) };
}

function isSome(count: unknown): boolean {
  return typeof count === 'number' && count > 0;
}

function given(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** A text brought to one line; nothing where there is none. */
function lineOf(value: unknown, onCut: () => void = () => undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const line = value
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .normalize('NFC')
    .trim();
  if (line.length <= lineCharsMax) return Line.safeParse(line).data;
  onCut();
  return Line.safeParse(`${line.slice(0, lineCharsMax - 1).replace(/[\ud800-\udbff]$/, '')}…`).data;
}
