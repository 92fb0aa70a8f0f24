import { instantOf, type Position } from '@hoso/event-sourcing';
import { besideEach, compileAcrossRules, compileLawRules, type LawRuleSet } from '@hoso/rules';
import { histories } from '../history/dossier-history.ts';
import { calendarShelf } from './calendar-shelf.ts';
import { Court, type LinksHeard } from './court.ts';
import type { RaisedFinding } from './finding.ts';
import { raised } from './judgement.ts';
import type { ReadableLog } from './readable-log.ts';

export interface AcrossOptions {
  readonly rules: readonly LawRuleSet[];
  readonly store: ReadableLog;
  /** The last event that is heard. */
  readonly upTo: Position;
}

/** Each dossier is looked at once. */
const unkept = histories(0);

/**
 * What dossiers of a log break only because of each other, once all its parts were heard. Those that are joined are
 * judged anew from their own streams, so that a part has to tell of each dossier no more than its code.
 */
export async function foundAcross(
  { rules, store, upTo }: AcrossOptions,
  links: readonly LinksHeard[],
): Promise<readonly RaisedFinding[]> {
  if (rules.every(({ acrossDossiers }) => acrossDossiers.length === 0)) return [];
  const dossiers = joined(links);
  if (dossiers.length === 0) return [];
  const calendars = calendarShelf(store);
  const judge = compileLawRules(rules, { calendar: calendars.find, logKind: store.log.kind });
  const court = new Court(judge, { store, calendars }, () => true, true);
  for (const dossier of dossiers) {
    for (const envelope of await unkept.of(store, dossier)) {
      if (envelope.position > upTo) break;
      await court.hearBody(envelope, envelope.position, Date.parse(envelope.recordedAt));
    }
  }
  const judged = [...court.judged()];
  const beside = besideEach(new Map(judged.map(({ judgement: { dossier, state } }) => [dossier, state.course])));
  const across = compileAcrossRules(rules);
  return judged.flatMap(({ judgement, last }) => {
    const one = beside(judgement.dossier);
    return (one ? across.findingsOf(one) : []).map((found) => {
      const position = Math.max(last, ...found.positions);
      return raised(across, judgement, found, { position, at: instantOf(judgement.at) });
    });
  });
}

/** Dossiers with a code that another one was given, and those that take each other up; always in one order. */
function joined(links: readonly LinksHeard[]): readonly string[] {
  const holders = new Map<string, string>();
  const found = new Set<string>();
  for (const { codes, resubmissions } of links) {
    for (const line of codes) {
      const space = line.lastIndexOf(' ');
      const [code, dossier] = [line.slice(0, space), line.slice(space + 1)];
      const holder = holders.get(code);
      if (holder === undefined) holders.set(code, dossier);
      else if (holder !== dossier) found.add(holder).add(dossier);
    }
    for (const [dossier, of] of resubmissions) found.add(dossier).add(of);
  }
  return [...found].sort();
}
