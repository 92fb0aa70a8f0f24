import type { Position } from '@hoso/event-sourcing';
import { type AcrossJudge, besideEach, changesLinks, type Course, linksOf, takenUpMax } from '@hoso/rules';
import type { DossiersInHand } from './dossiers-in-hand.ts';
import type { FindingIntent } from './finding.ts';
import { acrossChangesOf, type Judgement } from './judgement.ts';

/** A dossier before and after an event: `position`. */
export interface DossierChange {
  readonly was: Judgement;
  readonly is: Judgement;
  readonly position: Position;
}

const nothing: readonly FindingIntent[] = [];

/**
 * Judges a dossier, as an event left it, beside those that it has to do with (V09, V21), and them beside it. What comes
 * of it depends on how they all stand, and never on which was heard of first: other partitions may be ahead of this
 * one, or behind. MUST run alone, over all partitions: two dossiers of one code lie in two of them.
 */
export async function judgeAcross(
  across: AcrossJudge,
  hand: DossiersInHand,
  change: DossierChange,
): Promise<readonly FindingIntent[]> {
  const { was, is, position } = change;
  if (!changesLinks(was.state.course, is.state.course)) return nothing;
  const affected = await affectedBy(hand, change);
  if (affected.length === 0) return nothing;
  const beside = besideEach(await coursesAround(hand, affected));
  const changes: FindingIntent[] = [];
  for (const dossier of affected) {
    const one = await hand.find(dossier);
    const neighbours = beside(dossier);
    if (!one || !neighbours) continue;
    const findings = across.findingsOf(neighbours);
    const next = { ...one.judgement, across: findings };
    const restsOn = Math.max(position, ...findings.flatMap(({ positions }) => positions));
    const changed = acrossChangesOf(across, one.judgement, next, restsOn);
    if (changed.length === 0) continue;
    changes.push(...changed);
    hand.keep(dossier, { ...one, judgement: next });
  }
  return changes;
}

/** Who may be judged otherwise than before. */
async function affectedBy(hand: DossiersInHand, { was, is }: DossierChange): Promise<readonly string[]> {
  const { dossier } = is;
  const affected = new Set<string>();
  const [before, after] = [was.state.course, is.state.course];
  const isGivenOther = before.reception?.position !== after.reception?.position;
  if (isGivenOther || linksOf(after).resubmissionOf !== undefined || is.across.length > 0) affected.add(dossier);
  const receptions = isGivenOther ? [before, after].flatMap(({ reception }) => reception ?? []) : [];
  for (const { code, position } of receptions) {
    const first = await hand.firstGiven(code, dossier);
    // Whoever was or is the first one with a code decides for all others, and nobody else does.
    if (!first || position > (first.state.course.reception?.position ?? 0)) continue;
    for await (const other of hand.givenCode(code)) affected.add(other.dossier);
  }
  if (linksOf(before).isLeft || linksOf(after).isLeft) await addGoingOnFrom(hand, dossier, affected);
  return [...affected];
}

/** All that take up a dossier again, and who takes up those. */
async function addGoingOnFrom(hand: DossiersInHand, dossier: string, affected: Set<string>): Promise<void> {
  let asked = [dossier];
  for (let count = 0; asked.length > 0 && count < takenUpMax; count++) {
    const next: string[] = [];
    for (const one of asked) {
      for await (const later of hand.takingUp(one)) {
        if (affected.has(later.dossier)) continue;
        affected.add(later.dossier);
        next.push(later.dossier);
      }
    }
    asked = next;
  }
}

/** Dossiers and all that rules may have to look at beside them, as `besideEach` asks. */
async function coursesAround(hand: DossiersInHand, dossiers: readonly string[]): Promise<ReadonlyMap<string, Course>> {
  const courses = new Map<string, Course>();
  const keep = (judgement: Judgement | undefined): Course | undefined => {
    if (judgement) courses.set(judgement.dossier, judgement.state.course);
    return judgement?.state.course;
  };
  const codes = new Set<string>();
  for (const dossier of dossiers) {
    let course = keep((await hand.find(dossier))?.judgement);
    if (course?.reception) codes.add(course.reception.code);
    for (let count = 0; course?.submission?.resubmissionOf !== undefined && count < takenUpMax; count++) {
      course = keep((await hand.find(course.submission.resubmissionOf))?.judgement);
    }
  }
  for (const code of codes) keep(await hand.firstGiven(code));
  return courses;
}
