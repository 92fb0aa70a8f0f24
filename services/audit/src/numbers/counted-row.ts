import type { Channel, FigureKind, Level } from '@hoso/contracts';
import { type CountedDocument, leadOf } from './counted-dossier.ts';
import { localDayOf } from './local-days.ts';

/** How a finished dossier compares with a date it was due: 0 none finished, else one of these. */
export const timeliness = { early: 1, onTime: 2, late: 3 } as const;
export const stages = { notReceived: 0, inProcess: 1, finished: 2, withdrawn: 3 } as const;

/** What is counted of one dossier, in numbers only. Instants are milliseconds since 1970; `NaN` where there is none. */
export interface CountedRow {
  readonly stage: number;
  /** 1: it waits, for a supplement, a payment, or because it was stopped. */
  readonly paused: number;
  /** 1: it never got beyond registration, or was refused there (statuses 1 and 3). */
  readonly excluded: number;
  readonly byCurrent: number;
  readonly byOriginal: number;
  readonly byLaw: number;
  readonly currentDueAt: number;
  readonly originalDueAt: number;
  readonly lawfulDueAt: number;
  readonly stoppedAt: number;
  /** Local days; `submittedDay` counts where it was never received. */
  readonly submittedDay: number;
  readonly receivedDay: number;
  readonly finishedDay: number;
  /** How long before the instant appointed last it was finished, in milliseconds; negative where it was late. */
  readonly slack: number;
  /** Points of TT 01/2018; `NaN` where it is not finished. */
  readonly time: number;
  readonly agencies: number;
  readonly contacts: number;
}

/** Absent is what is not known of it, or nobody's. */
interface Kinds extends Readonly<Partial<Record<FigureKind, string>>> {
  readonly level?: Level;
  readonly procedure: string;
  readonly channel: Channel;
}

/** What a dossier is of. One that the counter decides is its one-stop unit's. */
export function kindsOf(document: CountedDocument): Kinds {
  const { level, procedure, channel, standing, resolvedBy } = document;
  const lead = leadOf(document);
  const { oneStop } = standing;
  const agency = lead?.agency ?? (resolvedBy === undefined ? undefined : oneStop);
  const officer = lead?.officer ?? (lead ? undefined : resolvedBy);
  return {
    ...{ procedure, channel },
    ...(level === undefined ? {} : { level }),
    ...(oneStop === undefined ? {} : { oneStop }),
    ...(agency === undefined ? {} : { agency }),
    ...(officer === undefined ? {} : { officer }),
  };
}

/** When it was finished: a result that was given back had been. */
export function finishedAtOf({ standing, returnedAt }: CountedDocument): string | undefined {
  const { status, finishedAt } = standing;
  if (status === 'finished') return finishedAt;
  return status === 'returned' ? (finishedAt ?? returnedAt) : undefined;
}

export function rowOf(document: CountedDocument): CountedRow {
  const { standing, submittedAt, receivedAt } = document;
  const { status, dueAt, originalDueAt, law, stoppedAt } = standing;
  const finishedAt = finishedAtOf(document);
  const isDone = finishedAt !== undefined;
  return {
    stage: stageOf(document, isDone),
    paused: isDone || status === undefined || !pausing.has(status) ? 0 : 1,
    excluded: status === 'registered' || status === 'refused-at-reception' ? 1 : 0,
    byCurrent: compared(finishedAt, dueAt),
    byOriginal: compared(finishedAt, originalDueAt),
    byLaw: compared(finishedAt, law?.dueAt),
    currentDueAt: msOf(dueAt),
    originalDueAt: msOf(originalDueAt),
    lawfulDueAt: msOf(law?.dueAt),
    stoppedAt: msOf(stoppedAt),
    submittedDay: dayOf(submittedAt),
    receivedDay: dayOf(receivedAt),
    finishedDay: dayOf(finishedAt),
    slack: msOf(dueAt) - msOf(finishedAt),
    ...pointsOf(document, finishedAt),
  };
}

/** DOMAIN §6.1: early by the date, on time by the instant, or where nothing was due; late by a millisecond. */
export function compared(finishedAt: string | undefined, dueAt: string | undefined): number {
  if (finishedAt === undefined) return 0;
  if (dueAt === undefined) return timeliness.onTime;
  if (finishedAt > dueAt) return timeliness.late;
  return dayOf(finishedAt) < dayOf(dueAt) ? timeliness.early : timeliness.onTime;
}

/** TT 01/2018 Đ13.1: shorter than the term 2, as long 1, longer 0. */
function pointsByTime(finishedAt: string, dueAt: string | undefined): number {
  return timeliness.late - compared(finishedAt, dueAt);
}

/**
 * TT 01/2018 Đ13.1–3 of a finished dossier: its whole time by the first appointment, that of the agency that kept its
 * own term worst, and how often somebody had to bring something more. What the counter decides at once has no other
 * agency's time.
 */
export function pointsOf(
  { standing, handlings, asked }: CountedDocument,
  finishedAt: string | undefined,
): { readonly time: number; readonly agencies: number; readonly contacts: number } {
  if (finishedAt === undefined) return { time: Number.NaN, agencies: Number.NaN, contacts: Number.NaN };
  const time = pointsByTime(finishedAt, standing.originalDueAt);
  const parts = handlings.flatMap((part) =>
    part.finishedAt === undefined ? [] : [pointsByTime(part.finishedAt, part.dueAt)],
  );
  return { time, agencies: parts.length === 0 ? time : Math.min(...parts), contacts: Math.max(0, 2 - asked.length) };
}

const pausing = new Set(['supplement-requested', 'appraisal-supplement-requested', 'financial-obligation', 'stopped']);

function stageOf({ standing, receivedAt }: CountedDocument, isDone: boolean): number {
  if (receivedAt === undefined) return stages.notReceived;
  if (standing.status === 'withdrawn') return stages.withdrawn;
  return isDone ? stages.finished : stages.inProcess;
}

function msOf(instant: string | undefined): number {
  return instant === undefined ? Number.NaN : Date.parse(instant);
}

function dayOf(instant: string | undefined): number {
  return instant === undefined ? Number.NaN : localDayOf(Date.parse(instant));
}
