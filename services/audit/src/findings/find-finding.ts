import {
  Actor,
  type Finding,
  type FindFinding,
  findingEvents,
  type FindingEntry,
  type FindingEvidence,
  mayRead,
  purposeOf,
  readingOf,
  type RecordedReads,
  refuse,
  wordsOf,
} from '@hoso/contracts';
import { type Envelope, envelopeOf, type EventStore, type Sealer } from '@hoso/event-sourcing';
import { z } from 'zod';
import { findingStream } from './finding.ts';
import type { FindingDocument } from './findings.view.ts';
import type { FindingsReader } from './list-findings.ts';

type Ask = z.output<typeof FindFinding.ask>;
type Answer = z.output<typeof FindFinding.answer>;

export interface FindFindingPorts {
  readonly reader: Pick<FindingsReader, 'judged' | 'find' | 'handsOf'>;
  /** Audit's own log, and the log that was judged. */
  readonly store: Pick<EventStore, 'readStream'>;
  readonly judgedStore: Pick<EventStore, 'readAll'>;
  readonly sealer: Pick<Sealer, 'open'>;
  readonly reads: RecordedReads;
}

/** What was recorded of one finding: nobody changes his mind so often. */
const entriesMax = 1_000;

/** A finding with its evidence. Refuses `RuleFindingNotFound`, also to who may not see it. */
export async function findFinding(ports: FindFindingPorts, ask: Ask, actor: Actor): Promise<Answer> {
  const { reader, store } = ports;
  const { judgedUpTo, lagMs, held } = await reader.judged(ask.atLeast);
  const document = await reader.find(ask.id);
  if (!document || !(await mayFind(reader, document, actor))) return refuse('RuleFindingNotFound', { id: ask.id });
  const [words, { entries, version }, evidence] = await Promise.all([
    saidOf(ports, document, actor),
    entriesOf(store, ask.id),
    evidenceOf(ports, document, ask.log, actor),
  ]);
  const fresh = { completeUpTo: judgedUpTo, judgedUpTo, lagMs: Math.max(0, Math.round(lagMs)), held: [...held] };
  return { finding: document.finding, ...words, entries, evidence, version, ...fresh };
}

/** As in lists: whose unit has the dossier, or had it when this was found. */
async function mayFind(
  reader: FindFindingPorts['reader'],
  { finding, heldBy }: FindingDocument,
  actor: Actor,
): Promise<boolean> {
  const { dossiers } = readingOf[actor.role];
  if (dossiers !== 'in-hand') return dossiers === 'every';
  if (heldBy.oneStop === actor.unit || heldBy.agency === actor.unit) return true;
  return mayRead(actor, await reader.handsOf(finding.dossier));
}

/** What its reviewer wrote, to who reads of people; that it was read is recorded first. */
async function saidOf(
  { sealer, reads }: FindFindingPorts,
  { finding, said }: FindingDocument,
  actor: Actor,
): Promise<Pick<Answer, 'reason' | 'note'>> {
  if (!said || !finding.review || !readingOf[actor.role].applicant) return {};
  const field = finding.review.verdict === 'dismissed' ? 'reason' : 'note';
  const read = { actor, dossiers: [finding.dossier], fields: [field], purpose: purposeOf(actor) };
  await reads.record({ ...read, query: 'FindFinding' });
  const { eventId, pointer } = said;
  const opened = await sealer.open(said.sealed, { eventId, pointer });
  return opened ? { [field]: z.string().parse(opened.value) } : {};
}

async function entriesOf(
  store: Pick<EventStore, 'readStream'>,
  id: Finding['id'],
): Promise<Pick<Answer, 'version'> & { readonly entries: FindingEntry[] }> {
  const recorded = (await store.readStream(findingStream(id), 0, entriesMax)).map(envelopeOf);
  const entries = recorded.flatMap((envelope) => {
    if (!findingEvents.read(envelope)) return [];
    const { position, type, recordedAt, actor } = envelope;
    return [{ position, type, ...wordsOf(envelope), recordedAt, actor: Actor.parse(actor) }];
  });
  return { entries, version: recorded.at(-1)?.version ?? 0 };
}

/** What proves it. Of another dossier, which the asker may not read, the finding names the places alone. */
async function evidenceOf(
  { reader, judgedStore }: FindFindingPorts,
  { finding: { dossier, positions } }: FindingDocument,
  log: string | undefined,
  actor: Actor,
): Promise<FindingEvidence[]> {
  const recorded = await Promise.all(positions.map((position) => judgedStore.readAll(position - 1, 1)));
  const told: FindingEvidence[] = [];
  for (const envelope of recorded.flat().map(envelopeOf)) {
    const of = envelope.dossierId;
    const isShown = of === undefined || of === dossier || mayRead(actor, await reader.handsOf(of));
    if (isShown) told.push(evidenceIn(envelope, log));
  }
  return told;
}

function evidenceIn(envelope: Envelope, log: string | undefined): FindingEvidence {
  const { position, stream, version, type, occurredAt, recordedAt, actor } = envelope;
  const place = new URLSearchParams({ position: String(position), ...(log === undefined ? {} : { log }) }).toString();
  return {
    ...{ position, stream, version, type, ...wordsOf(envelope), occurredAt, recordedAt, actor: Actor.parse(actor) },
    ...{ inclusion: `/ledger/inclusion?${place}`, evidence: `/ledger/evidence?${place}` },
  };
}
