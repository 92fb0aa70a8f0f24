import type { WhatIfFinding } from '@hoso/contracts';
import { giveWay, type Position } from '@hoso/event-sourcing';
import { compileLawRules, type LawRuleSet } from '@hoso/rules';
import { calendarShelf } from '../findings/calendar-shelf.ts';
import { Court, type LinksHeard, type Untaken } from '../findings/court.ts';
import type { RaisedFinding } from '../findings/finding.ts';
import { foundAcross } from '../findings/found-across.ts';
import type { Share } from '../findings/judge-again.ts';
import type { ReadableLog } from '../findings/readable-log.ts';

/** What is compared, and over which span. Instants in milliseconds since 1970. */
export interface LawsToCompare {
  /** Any rule set; its dates say nothing here. */
  readonly ruleSet: LawRuleSet;
  /** Findings that became certain from then on, up to and with the end of the span. */
  readonly from: number;
  readonly until: number;
  /** The last event that is heard. */
  readonly upTo: Position;
  /** Findings told one by one. */
  readonly limit: number;
}

/** How the two laws differ in a part of a log. */
export interface LawsCompared {
  readonly events: number;
  readonly dossiers: number;
  readonly counts: readonly ChangeCount[];
  /** The first of what changes. */
  readonly items: readonly WhatIfFinding[];
  /** By either law. */
  readonly untaken: readonly Untaken[];
}

/** The same, and what its dossiers may have to do with others. */
export interface LawsComparedShare extends LawsCompared {
  readonly links: LinksHeard;
}

/** Findings of a rule for which somebody is responsible. */
export interface ChangeCount {
  readonly rule: string;
  readonly unit?: string;
  readonly person?: string;
  readonly gained: number;
  readonly lost: number;
  readonly same: number;
}

const pageMax = 250;
const always = '0001-01-01';

/** Judges a part of a log by the law in force and by another one, side by side, in one pass of reading. */
export async function compareLaws(
  inForce: readonly LawRuleSet[],
  store: ReadableLog,
  { ruleSet, from, until, upTo, limit }: LawsToCompare,
  share: Share,
): Promise<LawsComparedShare> {
  const calendars = calendarShelf(store);
  const facts = { calendar: calendars.find, logKind: store.log.kind };
  const courtOf = (sets: readonly LawRuleSet[]) =>
    new Court(compileLawRules(sets, facts), { store, calendars }, () => false);
  const [now, then] = [courtOf(inForce), courtOf(alone(ruleSet))];
  const partition = share === 'whole' ? undefined : share;
  for (let position = 0; position < upTo; ) {
    const page = await store.readAll(position, pageMax, partition);
    for (const recorded of page) {
      if (recorded.position > upTo) break;
      for (const court of [now, then]) {
        const hearing = court.hear(recorded);
        if (hearing) await hearing;
      }
    }
    position = page.length < pageMax ? upTo : (page.at(-1)?.position ?? upTo);
    await giveWay();
  }
  const within = (court: Court) => foundWithin(raisedIn(court, until), from, until);
  const { counts, items } = changes(within(now), within(then), limit);
  const { events, dossiers, links } = now;
  return { events, dossiers, links, counts, items, untaken: [...now.untaken, ...then.untaken] };
}

/** The parts of a log and, beside them, what its dossiers break only because of each other. */
export async function withLawsAcross(
  inForce: readonly LawRuleSet[],
  store: ReadableLog,
  { ruleSet, from, until, upTo, limit }: LawsToCompare,
  shares: readonly LawsComparedShare[],
): Promise<readonly LawsCompared[]> {
  const links = shares.map((share) => share.links);
  const within = async (rules: readonly LawRuleSet[]) =>
    foundWithin(await foundAcross({ rules, store, upTo }, links), from, until);
  const across = changes(await within(inForce), await within(alone(ruleSet)), limit);
  return [...shares, { events: 0, dossiers: 0, untaken: [], ...across }];
}

/** A law whose dates say nothing: every dossier is judged by it. */
function alone(ruleSet: LawRuleSet): readonly LawRuleSet[] {
  return [{ ...ruleSet, effectiveFrom: always }];
}

function raisedIn(court: Court, until: number): readonly RaisedFinding[] {
  return [...court.close(until)].flatMap(({ raise }) => raise ?? []);
}

/** A breach has the same name under both laws: its rule, its dossier, its evidence. */
function foundWithin(
  findings: readonly RaisedFinding[],
  from: number,
  until: number,
): ReadonlyMap<string, RaisedFinding> {
  const found = new Map<string, RaisedFinding>();
  for (const raise of findings) {
    if (Date.parse(raise.certainAt) < from || Date.parse(raise.certainAt) > until) continue;
    found.set(`${raise.rule} ${raise.dossier} ${raise.positions.join()}`, raise);
  }
  return found;
}

function changes(
  now: ReadonlyMap<string, RaisedFinding>,
  then: ReadonlyMap<string, RaisedFinding>,
  limit: number,
): Pick<LawsCompared, 'counts' | 'items'> {
  const counts = new Counts();
  const items: WhatIfFinding[] = [];
  for (const [name, finding] of then) {
    const isSame = now.has(name);
    counts.add(finding, isSame ? 'same' : 'gained');
    if (!isSame) items.push(told(finding, 'gained'));
  }
  for (const [name, finding] of now) {
    if (then.has(name)) continue;
    counts.add(finding, 'lost');
    items.push(told(finding, 'lost'));
  }
  return { counts: counts.all(), items: inOrder(items).slice(0, limit) };
}

class Counts {
  readonly #counts = new Map<string, { -readonly [Name in keyof ChangeCount]: ChangeCount[Name] }>();

  add({ rule, unit, person }: RaisedFinding, what: 'gained' | 'lost' | 'same'): void {
    const key = `${rule} ${unit ?? ''} ${person ?? ''}`;
    const who = { ...(unit === undefined ? {} : { unit }), ...(person === undefined ? {} : { person }) };
    const count = this.#counts.get(key) ?? { rule, ...who, gained: 0, lost: 0, same: 0 };
    count[what]++;
    this.#counts.set(key, count);
  }

  all(): readonly ChangeCount[] {
    return [...this.#counts.values()];
  }
}

function told(finding: RaisedFinding, change: 'gained' | 'lost'): WhatIfFinding {
  const { rule, name, article, severity, dossier, code, person, unit, positions, certainAt, lawful } = finding;
  return {
    ...{ change, rule, name, article, severity, dossier, positions: [...positions], certainAt, lawful },
    ...(code === undefined ? {} : { code }),
    ...(person === undefined ? {} : { person }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** In the order in which they became certain; the same, whoever judged which part of a log. */
export function inOrder(items: readonly WhatIfFinding[]): readonly WhatIfFinding[] {
  return items.toSorted((one, other) => {
    if (one.certainAt !== other.certainAt) return one.certainAt < other.certainAt ? -1 : 1;
    return nameOf(one) < nameOf(other) ? -1 : 1;
  });
}

function nameOf({ rule, dossier, positions, change }: WhatIfFinding): string {
  return `${rule} ${dossier} ${positions.join()} ${change}`;
}
