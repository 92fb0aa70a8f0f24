import type { Matter } from '../demo/cast.ts';
import * as at from '../demo/places.ts';

/** What can be planted in a dossier: a breach, or what looks like one and is lawful. */
export const kindNames = [
  'late by a millisecond',
  'late by a day',
  'late by days',
  'apology on the last day',
  'second re-appointment',
  'moved without slip',
  'supplement twice',
  'appraisal supplement on the fourth day',
  'transferred on the next day',
  'transferred a millisecond late',
  'not scanned',
  'appointed later',
  'own work',
  'back-dated',
  'sent back too soon',
  'at the last instant',
  'extended in time',
  'supplement once',
  'appraisal supplement on the third day',
  'transferred at the last instant',
  'lawful and insisted upon',
  'entered some hours later',
  'sent back after two invitations',
] as const;
export type Kind = (typeof kindNames)[number];

/** What the rules are to find: a line of the answer key. */
export interface KeyLine {
  readonly rule: string;
  readonly dossier: string;
}

interface KindOf {
  /** What the rules are to find; nothing in a lawful one. DOMAIN §7.1 has the kinds that imply others. */
  readonly rules: readonly string[];
  /** Finished after the current due instant. */
  readonly late?: true;
  readonly byPost?: true;
  /** Of what is received on paper alone. */
  readonly atCounter?: true;
  readonly fits: (matter: Matter) => boolean;
}

const days = new Set([at.maritalStatus, at.civilCorrection, at.householdBusiness, at.company].map(({ code }) => code));
const weeks = new Set(
  [at.passport, at.firstLandCertificate, at.landChange, at.plotSplit, at.buildingPermit].map(({ code }) => code),
);
const anyMatter = (): boolean => true;
/** Of three working days at least. */
const ofDays = ({ code }: Matter): boolean => days.has(code) || weeks.has(code);
/** Of eight working days at least. */
const ofWeeks = ({ code }: Matter): boolean => weeks.has(code);

const breach = (fits: KindOf['fits'], ...rules: readonly string[]): KindOf => ({ rules, fits });
const lawful = (fits: KindOf['fits']): KindOf => ({ rules: [], fits });
/** Nobody finished, and nobody apologised. */
const late: KindOf = { rules: ['V01', 'V02'], late: true, fits: anyMatter };

export const kinds: Readonly<Record<Kind, KindOf>> = {
  'late by a millisecond': late,
  'late by a day': late,
  'late by days': late,
  'apology on the last day': breach(ofDays, 'V03'),
  'second re-appointment': breach(ofDays, 'V04'),
  'moved without slip': breach(ofDays, 'V07'),
  'supplement twice': breach(anyMatter, 'V09'),
  'appraisal supplement on the fourth day': breach(ofWeeks, 'V10'),
  'transferred on the next day': breach(ofDays, 'V17'),
  'transferred a millisecond late': breach(ofDays, 'V17'),
  'not scanned': { ...breach(anyMatter, 'V18'), atCounter: true },
  'appointed later': breach(ofDays, 'V20'),
  'own work': breach(ofDays, 'V23'),
  'back-dated': breach(ofDays, 'V26', 'V30'),
  'sent back too soon': { ...breach(ofDays, 'V38'), byPost: true },
  'at the last instant': lawful(anyMatter),
  'extended in time': lawful(ofDays),
  'supplement once': lawful(anyMatter),
  'appraisal supplement on the third day': lawful(ofWeeks),
  'transferred at the last instant': lawful(ofDays),
  'lawful and insisted upon': lawful(anyMatter),
  'entered some hours later': lawful(ofDays),
  'sent back after two invitations': { ...lawful(ofDays), byPost: true },
};
