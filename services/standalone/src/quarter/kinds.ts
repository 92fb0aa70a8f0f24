import type { Matter, Office } from '../demo/cast.ts';
import * as at from '../demo/places.ts';
import { provinceUnits } from './province-units.ts';
import { documentsOf, needsPresence, termOf } from './terms.ts';

/** What the rules are to find: a line of the answer key. */
export interface KeyLine {
  readonly rule: string;
  readonly dossier: string;
}

/** What can be special about a dossier: a breach, what looks like one and is lawful, or what happens now and then. */
export interface KindOf {
  /** What the rules are to find; nothing in a lawful one. DOMAIN §7.1 has the kinds that imply others. */
  readonly rules: readonly string[];
  /** Finished after the current due instant. */
  readonly late?: true;
  /** How its dossiers come; else as it happens. */
  readonly channel?: 'counter' | 'online' | 'post';
  readonly returnBy?: 'counter' | 'post';
  /** Something happens on the working day before reception: there has to be one. */
  readonly fromDayBefore?: true;
  /** Of all dossiers of a level; at least one of the whole quarter's. */
  readonly share: number;
  readonly fits: (matter: Matter, office: Office) => boolean;
}

/** An everyday matter: neither done at once, nor one that people have to appear for. */
const usual: KindOf['fits'] = (matter) => matter.code !== at.certifiedCopy.code && !needsPresence(matter);
const daysOf = (matter: Matter): number => {
  const { unit, ...term } = termOf(matter, 'counter');
  return unit === 'workingDays' ? (term.amount ?? 0) : 0;
};
/** Of three working days at least. */
const ofDays: KindOf['fits'] = (matter) => daysOf(matter) >= 3;
/** Of eight working days at least. */
const ofWeeks: KindOf['fits'] = (matter) => daysOf(matter) >= 8;
const ofSomeAgencies: KindOf['fits'] = (matter, { oneStop }) =>
  ofDays(matter, { oneStop, agency: '' }) && (provinceUnits.get(oneStop)?.agencies.length ?? 0) > 1;
const withPapers: KindOf['fits'] = (matter, office) => usual(matter, office) && documentsOf(matter).length > 0;
const extract: KindOf['fits'] = ({ code }) => code === at.civilExtract.code;
const certification: KindOf['fits'] = ({ code }) => code === at.certifiedCopy.code;

const rare = 0.001;
const often = 0.01;
const breach = (fits: KindOf['fits'], ...rules: readonly string[]): KindOf => ({ rules, fits, share: rare });
const lawful = (fits: KindOf['fits'], share = rare): KindOf => ({ rules: [], fits, share });
const late = (fits: KindOf['fits'], ...rules: readonly string[]): KindOf => ({ rules, fits, share: 0, late: true });
const atCounter = { channel: 'counter' } as const;
const collected = { channel: 'post', fromDayBefore: true } as const;
const answeredNextDay = { channel: 'online', fromDayBefore: true } as const;
const byPost = { returnBy: 'post' } as const;
const fetched = { returnBy: 'counter' } as const;

export const kinds = {
  // Nobody finished, and nobody apologised.
  'late by a millisecond': late(usual, 'V01', 'V02'),
  'late by a day': late(usual, 'V01', 'V02'),
  'late by days': late(usual, 'V01', 'V02'),
  'refused late': late(ofDays, 'V01', 'V02', 'V15'),
  'late after an extension': late(ofDays, 'V01'),
  'late by a millisecond after a pause': late(ofWeeks, 'V01', 'V02'),
  'at the last instant': lawful(usual),
  'at the last instant after a pause': lawful(ofWeeks),
  'refused at the last instant': lawful(ofDays),

  'apology on the last day': breach(ofDays, 'V03'),
  'apology at the end of the day before': lawful(ofDays),
  'extended in time': lawful(ofDays, often),
  'extended without apology': breach(ofDays, 'V02'),
  'second re-appointment': breach(ofDays, 'V04'),
  'apology without reason': breach(ofDays, 'V05'),
  'apology signed by an officer': breach(ofDays, 'V06'),
  'moved without slip': breach(ofDays, 'V07'),
  'told of the new date at the last instant': lawful(ofDays),
  'told of the new date a millisecond late': breach(ofDays, 'V08'),

  'supplement once': lawful(usual, often),
  'supplement twice': breach(usual, 'V09'),
  'supplement without reason': breach(usual, 'V11'),
  'listed paper asked for': lawful(ofDays),
  'paper outside the list asked for': breach(usual, 'V13'),
  'appraisal supplement on the third day': lawful(ofWeeks, often),
  'appraisal supplement on the fourth day': breach(ofWeeks, 'V10'),
  'appraisal supplement without list': breach(ofWeeks, 'V11'),
  'asked past the counter': breach(ofWeeks, 'V12'),
  'restarted later than the clock': breach(ofWeeks, 'V28'),

  'refused after appraisal': lawful(ofDays, often),
  'refused without reason': breach(ofDays, 'V14'),
  'answered at the last instant': { ...lawful(ofDays), ...answeredNextDay },
  'answered a millisecond late': { ...breach(ofDays, 'V16'), ...answeredNextDay },
  'transferred on the next day': breach(ofDays, 'V17'),
  'transferred a millisecond late': breach(ofDays, 'V17'),
  'transferred at the last instant': lawful(ofDays),
  'not scanned': { ...breach(withPapers, 'V18'), ...atCounter },
  'scan replaced': { ...lawful(withPapers, often), ...atCounter },
  'no slip': breach(usual, 'V19'),
  'appointed later': breach(ofDays, 'V20'),
  'code of another day': breach(usual, 'V21'),
  'signed before verification': breach(ofDays, 'V22'),
  'own work': breach(ofDays, 'V23'),
  'lawful and insisted upon': lawful(usual),
  'verified on the spot': lawful(ofWeeks, often),
  'verified without record': breach(ofDays, 'V48'),

  consulted: lawful(ofDays, often),
  'answer reported late at the last instant': lawful(ofWeeks),
  'answer reported late a millisecond late': breach(ofWeeks, 'V24'),
  'late answer not reported': breach(ofWeeks, 'V24'),
  'consulted without a date': breach(ofDays, 'V25'),

  'back-dated': breach(ofDays, 'V26', 'V30'),
  'entered some hours later': lawful(ofDays),
  'entered eight hours later': lawful(ofWeeks),
  'entered a millisecond more than eight hours later': breach(ofWeeks, 'V30'),

  'obligation on a ground': lawful(ofWeeks, often),
  'stopped and taken up again': lawful(ofWeeks, often),
  'paused without ground': breach(ofWeeks, 'V27'),
  'paused on an unknown ground': breach(ofWeeks, 'V27'),
  'late behind a pause without ground': breach(ofWeeks, 'V01', 'V02', 'V27'),
  'early and not told': { ...breach(ofWeeks, 'V29'), ...fetched },

  'fee paid': lawful(extract, often),
  'charged too much': breach(extract, 'V31'),
  'paid without receipt': breach(extract, 'V31'),
  'receipt at the end of the day': lawful(extract),
  'originals given back': { ...lawful(withPapers, often), ...fetched },
  'originals kept': { ...breach(withPapers, 'V45'), ...fetched },
  'at once': { ...lawful(certification, 5 * often), ...atCounter, ...fetched },
  'sent on to the right agency': lawful(ofSomeAgencies),
  'sent to and fro': breach(ofSomeAgencies, 'V47'),
  'by several agencies': lawful(ofSomeAgencies, often),

  'collected at home': { ...lawful(usual, often), ...collected },
  'collected at a post office': { ...lawful(usual, often), ...collected },
  'fees not remitted': { ...breach(ofDays, 'V32'), ...collected },
  'minutes signed by one side': { ...breach(ofDays, 'V33'), ...collected },
  'started after the minutes': { ...breach(ofDays, 'V34'), ...collected },
  'sealed without the applicant': { ...breach(ofDays, 'V36'), ...collected },
  'waybill signed by one side': { ...breach(ofDays, 'V37'), ...collected },
  'collected where both have to appear': { ...breach(needsPresence, 'V41'), ...collected },
  'both appear': { ...lawful(needsPresence, often), ...atCounter },
  'delivered on the last day': { ...lawful(ofDays), ...byPost },
  'delivered a day late': { ...breach(ofDays, 'V35'), ...byPost },
  'delivered late in a storm': { ...lawful(ofDays), ...byPost },
  'delivered with a broken seal': { ...breach(ofDays, 'V36'), ...byPost },
  'sent back too soon': { ...breach(ofDays, 'V38'), ...byPost },
  'sent back after two invitations': { ...lawful(ofDays), ...byPost },
  'sent back when refused': { ...lawful(ofDays), ...byPost },
  'delivered to nobody known': { ...breach(ofDays, 'V39'), ...byPost },
  'lost and settled at the last instant': { ...lawful(ofDays), ...byPost },
  'lost and settled a millisecond late': { ...breach(ofDays, 'V40'), ...byPost },
  'handed to the post at the last instant': { ...lawful(ofDays), ...byPost },
  'handed to the post a millisecond late': { ...breach(ofDays, 'V42'), ...byPost },
} as const satisfies Readonly<Record<string, KindOf>>;

export type Kind = keyof typeof kinds;
const byName: ReadonlyMap<string, KindOf> = new Map(Object.entries(kinds));
export const kindNames: readonly Kind[] = Object.keys(kinds).filter((name): name is Kind => byName.has(name));

export function kindOf(kind: Kind): KindOf {
  return kinds[kind];
}

/** Whether it can happen to a dossier of this matter at this counter; of none, whether it is an everyday matter. */
export function fits(kind: Kind | undefined, matter: Matter, office: Office): boolean {
  return kind === undefined ? usual(matter, office) : kindOf(kind).fits(matter, office);
}
