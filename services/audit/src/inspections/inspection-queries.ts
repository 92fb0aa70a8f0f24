import {
  Actor,
  type FindInspection,
  type Inspection,
  inspectionEvents,
  type InspectionFinding,
  type ListInspections,
  type ListPopulation,
  type Measure,
  purposeOf,
  type RecordedReads,
  refuse,
  type SealPack,
} from '@hoso/contracts';
import { type EventStore, instantOf, isSealed, openStream, type Sealer } from '@hoso/event-sourcing';
import { formatVerifierKey } from '@hoso/merkle-log';
import { drawSample, type Member, populationHash } from '@hoso/rules';
import type { z } from 'zod';
import type { LogLedger } from '../ledger/log-ledger.ts';
import type { Populations } from './drawn-sample.ts';
import { conducts, inspection, knowsOf } from './inspection.ts';
import { inspectionStream, requireInspection } from './inspection-commands.ts';
import type { OrderedMeasure, Opened, StatedFinding } from './inspection-state.ts';
import { type InspectionDocument, newestInspections } from './inspections.view.ts';

type Asked<Query extends { readonly ask: z.ZodType }> = z.output<Query['ask']>;
type Answered<Query extends { readonly answer: z.ZodType }> = Promise<z.output<Query['answer']>>;

export interface InspectionReading {
  /** Audit's own log. */
  readonly own: EventStore;
  readonly sealer: Sealer;
  readonly reads: RecordedReads;
}

/** An inspection as it stands, to whom may know of it. That what people wrote is opened, is recorded first. */
export async function findInspection(
  reading: InspectionReading,
  { id }: Asked<typeof FindInspection>,
  actor: Actor,
): Answered<typeof FindInspection> {
  const closed = await openedFor(reading, id, actor);
  const fields = writtenIn(closed.state);
  if (fields.length > 0) {
    await reading.reads.record({ actor, dossiers: [id], fields, purpose: purposeOf(actor), query: 'FindInspection' });
  }
  const { state, version } = await openStream({ ...reading, store: reading.own, events: inspectionEvents }, ...at(id));
  const shown = toldTo(actor, requireInspection(id, state));
  return { inspection: inWhole(id, version, shown), completeUpTo: await reading.own.head(), lagMs: 0 };
}

/** The stream with everything that people wrote still sealed. */
async function openedFor({ own, sealer }: InspectionReading, id: string, actor: Actor) {
  const shut: Sealer = { ...sealer, seal: sealer.seal.bind(sealer), open: async () => undefined };
  const lifeOf = sealer.lifeOf.bind(sealer);
  const reading = { store: own, events: inspectionEvents, sealer: { ...shut, lifeOf } };
  const { state, version } = await openStream(reading, ...at(id));
  const opened = requireInspection(id, state);
  if (!knowsOf(actor, opened)) refuse('InspectionNotFound', { id });
  return { state: opened, version };
}

function at(id: string) {
  return [inspectionStream(id), inspection] as const;
}

/** Heads see what concerns their own unit. */
function toldTo(actor: Actor, state: Opened): Opened {
  if (actor.role === 'inspector' || conducts(actor, state)) return state;
  const isTheirs = ({ unit }: { readonly unit: string }): boolean => unit === actor.unit;
  return {
    ...state,
    ...{ checks: [], packs: [] },
    ...{ findings: state.findings.filter(isTheirs), measures: state.measures.filter(isTheirs) },
  };
}

/** The names of what people wrote there. */
function writtenIn({ opened, sample, checks, findings, measures, closed }: Opened): string[] {
  const notes = [...checks, ...measures.flatMap(({ followedUp }) => followedUp ?? [])];
  const texts = {
    ...{ title: opened.title, checklist: opened.checklist, conclusion: closed?.conclusion },
    ...{ note: notes.find(({ note }) => note)?.note, statement: findings[0]?.statement, text: measures[0]?.text },
    article: findings.find(({ article }) => article)?.article,
    insisted: [sample, ...findings, closed].find((one) => one?.insisted)?.insisted,
    reply: findings.find(({ reply }) => reply)?.reply?.reply,
    report: measures.find(({ reported }) => reported)?.reported?.report,
  };
  return Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [name]));
}

function inWhole(id: string, version: number, state: Opened): Inspection {
  const { opened, sample, draws, closed } = state;
  const { by, at: openedAt, title, checklist, self, ...scope } = opened;
  return {
    ...{ id, version, ...scope, self: self === true, openedAt, openedBy: actorOf(by) },
    ...{ announced: state.announced, status: state.status, title: written(title) },
    checklist: checklist === undefined || isSealed(checklist) ? [] : [...checklist],
    ...(sample === undefined ? {} : { sample: sampleOf(sample, draws) }),
    checks: state.checks.map(({ note, by: who, ...check }) => ({ ...check, by: actorOf(who), note: written(note) })),
    findings: state.findings.map(findingOf),
    measures: state.measures.map(measureOf),
    ...(closed === undefined
      ? {}
      : {
          closed: {
            ...{ by: actorOf(closed.by), at: closed.at, conclusion: written(closed.conclusion) },
            ...insistenceOf(closed),
          },
        }),
    packs: state.packs.map(({ by: who, ...pack }) => ({ ...pack, by: actorOf(who) })),
  };
}

function sampleOf({ insisted, by: _, ...sample }: NonNullable<Opened['sample']>, times: number) {
  return { ...sample, drawn: [...sample.drawn], times, ...insistenceOf({ insisted }) };
}

function insistenceOf({ insisted }: Pick<StatedFinding, 'insisted'>) {
  return insisted === undefined ? {} : { insisted: { ...insisted, reason: written(insisted.reason) } };
}

function findingOf({ insisted, reply, statement, article, by, ...rest }: StatedFinding): InspectionFinding {
  return {
    ...{ ...rest, by: actorOf(by), statement: written(statement), article: written(article) },
    ...insistenceOf({ insisted }),
    ...(reply === undefined
      ? {}
      : {
          reply: {
            ...{ by: actorOf(reply.by), at: reply.at, stance: reply.stance },
            ...{ reply: written(reply.reply), late: reply.late === true },
          },
        }),
  };
}

function measureOf({ text, by, reported, followedUp, ...rest }: OrderedMeasure): Measure {
  return {
    ...{ ...rest, by: actorOf(by), text: written(text) },
    ...(reported === undefined
      ? {}
      : {
          report: {
            ...{ by: actorOf(reported.by), at: reported.at, report: written(reported.report) },
            late: reported.late === true,
          },
        }),
    ...(followedUp === undefined
      ? {}
      : {
          followUp: {
            ...{ by: actorOf(followedUp.by), at: followedUp.at, outcome: followedUp.outcome },
            note: written(followedUp.note),
          },
        }),
  };
}

/** The shape in which an event holds its actor, told as answers tell it. */
function actorOf({ id, role, unit }: Opened['opened']['by']): Actor {
  return Actor.parse({ id, role, unit });
}

function written(text: unknown): string | undefined {
  return typeof text === 'string' ? text : undefined;
}

const pagesMax = 25;

export interface InspectionList {
  page(query: {
    readonly index: string;
    readonly order: 'descending';
    readonly limit: number;
    readonly after?: string;
  }): Promise<{ readonly items: readonly InspectionDocument[]; readonly next?: string }>;
  readonly fresh: () => Promise<{ readonly completeUpTo: number; readonly lagMs: number; readonly held: string[] }>;
}

export async function listInspections(
  list: InspectionList,
  { status, unit, limit, after: first }: Asked<typeof ListInspections>,
  actor: Actor,
): Answered<typeof ListInspections> {
  const fresh = await list.fresh();
  const isWanted = ({ summary, units }: InspectionDocument): boolean =>
    (status === 'all' || summary.status === status) &&
    (unit === undefined || units === undefined || units.includes(unit)) &&
    mayKnow(actor, { summary, units });
  const items = [];
  let after = first;
  for (let pages = 0; pages < pagesMax && items.length === 0; pages++) {
    const asked = { index: newestInspections, order: 'descending', limit } as const;
    const page = await list.page({ ...asked, ...(after === undefined ? {} : { after }) });
    items.push(...page.items.filter(isWanted).map(({ summary }) => ({ ...summary })));
    after = page.next;
    if (after === undefined) break;
  }
  return { items, ...fresh, ...(after === undefined ? {} : { next: after }) };
}

function mayKnow({ role, unit }: Actor, { summary, units }: Pick<InspectionDocument, 'summary' | 'units'>): boolean {
  if (role === 'inspector' || unit === summary.conductedBy) return true;
  return summary.announced && (units === undefined || units.includes(unit));
}

/** The population of the sample that was drawn last, worked out anew. Refuses `SampleNotDrawn`. */
export async function listPopulation(
  reading: InspectionReading,
  known: Populations,
  { id, limit, after = '' }: Asked<typeof ListPopulation>,
  actor: Actor,
): Answered<typeof ListPopulation> {
  const { state } = await openedFor(reading, id, actor);
  if (actor.role !== 'inspector' && !conducts(actor, state))
    refuse('NotYourInspection', { unit: state.opened.conductedBy });
  const sample = state.sample ?? refuse('SampleNotDrawn');
  const members = await known.of(state.opened, sample);
  const left = members.filter(({ dossier }) => dossier > after);
  const items = left.slice(0, limit).map((member) => ({ ...member }));
  const last = items.at(-1)?.dossier;
  const sha256 = populationHash(members);
  return {
    ...{ items, count: members.length, sha256, completeUpTo: sample.upTo, lagMs: 0 },
    ...(after === '' ? { redrawn: redrawnOf(sample, members, sha256) } : {}),
    ...(last === undefined || left.length === items.length ? {} : { next: last }),
  };
}

/** The sample drawn once more by its seed, held against what was recorded. */
function redrawnOf(sample: NonNullable<Opened['sample']>, members: readonly Member[], sha256: string) {
  const drawn = drawSample(members, sample.size, sample.seed);
  return {
    same: sha256 === sample.populationSha256 && drawn.join() === sample.drawn.join(),
    missing: sample.drawn.filter((dossier) => !drawn.includes(dossier)),
    added: drawn.filter((dossier) => !sample.drawn.includes(dossier)),
  };
}

/** Signs what was recorded as a pack of this inspection, and nothing else. */
export async function sealPack(
  reading: InspectionReading,
  of: LogLedger,
  { id, sha256 }: Asked<typeof SealPack>,
  actor: Actor,
): Answered<typeof SealPack> {
  const { state } = await openedFor(reading, id, actor);
  if (!conducts(actor, state)) refuse('NotYourInspection', { unit: state.opened.conductedBy });
  const pack = state.packs.find((one) => one.sha256 === sha256) ?? refuse('PackUnknown', { sha256 });
  const { ledger } = of;
  const note = ledger.attest(
    `hoso-inspection-pack/v1\n${ledger.origin}\n${id}\n${sha256}\n${pack.files}\n${instantOf(Date.parse(pack.at))}\n`,
  );
  return { note, keys: (await ledger.keys.all()).map(formatVerifierKey) };
}
