import { findingEvents, type Judged } from '@hoso/contracts';
import { envelopeOf, type EventStore, type Partition, partitionOf, type Position } from '@hoso/event-sourcing';
import type { FindingIntent, RaisedFinding } from './finding.ts';
import type { Found } from './court.ts';

/** What audit's own log says of a finding: upon which events, and when it was certain. */
export interface Known {
  readonly raised: Position;
  readonly certainAt: string;
  readonly withdrawn?: Position;
}
export type KnownFindings = ReadonlyMap<string, Known>;

/** Events of audit's own log read in one step. */
const pageMax = 1_000;

/** What is recorded of findings, by the partition that their dossiers lie in. Reviews change nothing of it. */
export async function recordedFindings(
  audit: Pick<EventStore, 'readAll'>,
): Promise<ReadonlyMap<Partition, KnownFindings>> {
  const all = new Map<Partition, Map<string, Known>>();
  const homes = new Map<string, Map<string, Known>>();
  const homeOf = (dossier: string): Map<string, Known> => {
    const partition = partitionOf(dossier);
    const known = all.get(partition) ?? new Map<string, Known>();
    all.set(partition, known);
    return known;
  };
  for (let after = 0; ; ) {
    const page = await audit.readAll(after, pageMax);
    // Reads of personal data are many, and none of this.
    const told = page.filter(({ body }) => body.includes('"finding-'));
    for (const event of told.flatMap((recorded) => findingEvents.read(envelopeOf(recorded)) ?? [])) {
      if (event.type === 'FindingRaised') {
        const { id, judged, dossier, certainAt } = event.data;
        const home = homes.get(id) ?? homeOf(dossier);
        homes.set(id, home);
        home.set(id, { raised: judged.position, certainAt });
      } else if (event.type === 'FindingWithdrawn') {
        const { id, judged } = event.data;
        const home = homes.get(id);
        const before = home?.get(id);
        if (before) home?.set(id, { ...before, withdrawn: judged.position });
      }
    }
    if (page.length < pageMax) return all;
    after = page.at(-1)?.position ?? after;
  }
}

/** How a judgement compares with what is recorded. */
export interface Compared {
  /** What audit's own log lacks or has too much. */
  readonly intents: readonly FindingIntent[];
  readonly raised: number;
  readonly withdrawn: number;
  readonly same: number;
}

/** Findings that rest on events after the last one judged, or became certain later, are nobody's business here. */
export function compared(found: Iterable<Found>, known: KnownFindings, judged: Judged): Compared {
  const standing = new Set<string>();
  for (const [id, { raised: upon, certainAt, withdrawn }] of known) {
    const isOver = withdrawn !== undefined && withdrawn <= judged.position;
    if (upon <= judged.position && certainAt <= judged.at && !isOver) standing.add(id);
  }
  const intents: FindingIntent[] = [];
  const met = new Set<string>();
  let same = 0;
  for (const { id, raise } of found) {
    if (met.has(id)) continue;
    met.add(id);
    if (standing.delete(id)) same++;
    else if (raise) intents.push({ type: 'RaiseFinding', data: raise });
  }
  for (const id of standing) intents.push({ type: 'WithdrawFinding', data: { id, judged } });
  return { intents, raised: met.size - same, withdrawn: standing.size, same };
}

/** What is raised in the order in which it became certain, then what is withdrawn: whoever judged how much of it. */
export function inOneOrder(intents: readonly FindingIntent[]): readonly FindingIntent[] {
  const raises = intents.filter((intent) => intent.type === 'RaiseFinding');
  const withdrawals = intents.filter((intent) => intent.type === 'WithdrawFinding');
  return [
    ...raises.toSorted(({ data: one }, { data: other }) => byMoment(one, other)),
    ...withdrawals.toSorted(({ data: one }, { data: other }) => (one.id < other.id ? -1 : 1)),
  ];
}

function byMoment(one: RaisedFinding, other: RaisedFinding): number {
  if (one.certainAt !== other.certainAt) return one.certainAt < other.certainAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
