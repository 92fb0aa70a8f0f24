import { z } from 'zod';
import { type DossierEvent, textOf } from './dossier-event.ts';
import {
  type BreachFacts,
  type LawBreach,
  type LawMachine,
  lawfully,
  type Moment,
  nothingAwaited,
  type Seen,
} from './law-machine.ts';
import { instantText } from './local-time.ts';
import type { RuleFacts } from './rule-facts.ts';
import { ruleHead, WholeNumber } from './rule-head.ts';

/**
 * What is recorded more than so many hours after it is said to have happened, and would have broken one of the rules of
 * `over` had it happened when it was recorded: the delay carries it over that rule's limit. It is certain when it is
 * recorded. A log that was imported has been recorded at once, whatever it holds.
 */
export const RecordedLate = z.strictObject({
  ...ruleHead,
  template: z.literal('recorded-late'),
  hours: WholeNumber,
  over: z.array(ruleHead.id).min(1),
  /** Of these, the rule of the lawful due date: what moves or stops that date in time only by its own account. */
  due: ruleHead.id,
  /** And the rule of scans, which come too late once the dossier is transferred. */
  scans: ruleHead.id,
});
type RecordedLate = z.infer<typeof RecordedLate>;

export const recordedLateFacts = ['act', 'occurredAt', 'recordedAt', 'delayHours', 'hours', 'over'] as const;

/** The machines of the same rule set, by the ids of their rules. */
export type Others = (id: string) => LawMachine | undefined;

const hourMs = 3_600_000;

export function recordedLate(rule: RecordedLate, facts: RuleFacts, others: Others): LawMachine {
  if (facts.logKind === 'imported') return { types: [], eat: lawfully };
  return {
    types: 'all',
    eat: (seen, moment) => {
      const { event } = moment;
      const { type, occurredAt, recordedAt, actor } = event;
      const isLate = recordedAt - occurredAt > rule.hours * hourMs && actor.role !== 'system';
      if (!isLate && seen.length === 0) return lawfully(seen);
      const breaches = isLate ? breachesOf(rule, moment, others) : [];
      // From the transfer on, scans before it are no matter any more.
      if (type === 'TransferredToAgency')
        return { seen: [], breaches: [...scansAfter(rule, seen, moment), ...breaches] };
      return { seen: isLate && type === 'ScanStored' ? withScan(seen, event) : seen, breaches };
    },
  };
}

function breachesOf(rule: RecordedLate, moment: Moment, others: Others): readonly LawBreach[] {
  const over = savesTheTerm(moment) ? rule.due : rule.over.find((id) => carriesOver(id, others(id), moment));
  return over === undefined ? [] : [breachOf(rule, moment.event, over)];
}

/** What a breach tells of an event. */
type Late = Pick<DossierEvent, 'type' | 'position' | 'occurredAt' | 'recordedAt'>;

function breachOf({ hours }: RecordedLate, event: Late, over: string): LawBreach {
  const { occurredAt, recordedAt, position, type } = event;
  const facts: BreachFacts = {
    act: type,
    occurredAt: instantText(occurredAt),
    recordedAt: instantText(recordedAt),
    delayHours: Math.floor((recordedAt - occurredAt) / hourMs),
    hours,
    over,
  };
  return { positions: [position], certainAt: recordedAt, facts };
}

function carriesOver(id: string, machine: LawMachine | undefined, moment: Moment): boolean {
  if (!machine) return false;
  const { event, before, after, remembered } = moment;
  const seen = remembered[id] ?? [];
  const looks = machine.types === 'all' || machine.types.includes(event.type);
  const step = looks ? machine.eat(seen, moment) : lawfully(seen);
  if (looks && step.breaches.length === 0) {
    const asRecorded = { ...moment, event: { ...event, occurredAt: event.recordedAt } };
    if (machine.eat(seen, asRecorded).breaches.length > 0) return true;
  }
  const awaited = machine
    .awaits?.(seen, before)
    .filter(({ until }) => until >= event.occurredAt && until < event.recordedAt);
  if (!awaited || awaited.length === 0) return false;
  // It was awaited, it came in time by what it says of itself, and by its record it did not.
  const left = machine.awaits?.(step.seen, after) ?? nothingAwaited;
  return awaited.some(({ until }) => !left.some((still) => still.until === until));
}

/** The lawful date moved or stands still through this event, and had passed when it was recorded. */
function savesTheTerm({ event, before, after }: Moment): boolean {
  const due = before.clock?.lawful;
  if (due === undefined || due >= event.recordedAt || before.clock?.startAt !== after.clock?.startAt) return false;
  return after.clock?.lawful !== due;
}

/**
 * Of each document the first scan that was recorded late: whether it came before the transfer shows at the transfer.
 */
function withScan(seen: Seen, event: DossierEvent): Seen {
  const document = textOf(event, 'document');
  if (document === undefined || seen.some(({ key }) => key === document)) return seen;
  const { position, occurredAt: at, recordedAt, actor } = event;
  return [...seen, { position, key: document, at, recordedAt, by: { unit: actor.unit, person: actor.id } }];
}

function scansAfter(rule: RecordedLate, seen: Seen, { event, before }: Moment): readonly LawBreach[] {
  if (before.transfer) return [];
  return seen.flatMap(({ key, position, at, recordedAt = at, by }) => {
    if (recordedAt <= event.occurredAt || !before.reception?.needed.includes(key)) return [];
    const late = { type: 'ScanStored', position, occurredAt: at, recordedAt };
    const { positions, ...breach } = breachOf(rule, late, rule.scans);
    return [{ ...breach, positions: [...positions, event.position], ...(by ? { by } : {}) }];
  });
}
