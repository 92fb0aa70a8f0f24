import {
  type Finding,
  GiveEvidence,
  type Inspection,
  ListPapers,
  Receipt,
  Replay,
  refuse,
  SealPack,
  ShowBeside,
  ShowLedger,
  type StoredEvent,
  type TimelineEntry,
} from '@hoso/contracts';
import { parseCheckpoint, parseTlogProof } from '@hoso/merkle-log';
import type { Member } from '@hoso/rules';
import { populationOf, type Sample } from './draw-again.ts';
import { manifestText, packFiles, sha256Of } from './pack-format.ts';
import { dossierPage } from './dossier-page.ts';
import { indexPage } from './index-page.ts';
import type { PackedDossier } from './page-parts.ts';
import { verifierNote } from './verifier-note.ts';
import { findingsIn, type PackSource } from './pack-source.ts';

export interface MakePackOptions {
  readonly source: PackSource;
  readonly inspection: Inspection;
  /** The rule sets in force; those by which something was found go with it. */
  readonly ruleSets: readonly RuleSet[];
  /** Whether papers go with it: they name applicants, and that they are opened is recorded. */
  readonly personal: boolean;
  readonly madeAt: string;
  /** How large it may become; any size where it is left out. */
  readonly most?: { readonly files: number; readonly bytes: number };
  readonly onProgress: (done: number, of: number) => void;
}

type RuleSet = { readonly id: string; readonly version: number } & object;

/** A pack, its manifest and seal among its files. `count` leaves these two out. */
export interface MadePack {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly sha256: string;
  readonly count: number;
  readonly events: number;
  readonly dossiers: number;
}

type Files = Map<string, Uint8Array>;

interface Making extends MakePackOptions {
  readonly sample: Sample;
  readonly findings: readonly Finding[];
}

/**
 * Gathers all that a pack holds, has its manifest recorded and signed. Refuses `SampleNotDrawn`, and `PackTooLarge`
 * before anything of it is recorded.
 */
export async function makePack(options: MakePackOptions): Promise<MadePack> {
  const { source, inspection, personal, madeAt } = options;
  const sample = inspection.sample ?? refuse('SampleNotDrawn');
  const making = { ...options, sample, findings: await findingsIn(source, sample.drawn) };
  const files: Files = new Map();
  const dossiers: PackedDossier[] = [];
  for (const id of sample.drawn) {
    dossiers.push(await packDossier(making, files, id));
    requireRoom(making, files);
  }
  const positions = new Set([
    ...dossiers.flatMap(({ events, beside }) => [...events, ...beside].map(({ position }) => position)),
    ...inspection.findings.flatMap((finding) => finding.positions),
  ]);
  const inOrder = [...positions].sort((one, other) => one - other);
  const { origin, keys } = await packEvidence(making, files, inOrder);
  put(files, packFiles.keys, keys.map((key) => `${key}\n`).join(''));
  putInspection(making, files, await populationOf(source, inspection.id));
  for (const language of ['vi', 'en'] as const) {
    put(files, packFiles.index[language], indexPage(language, inspection, dossiers));
    for (const dossier of dossiers) put(files, packFiles.page(dossier.id, language), dossierPage(language, dossier));
  }
  for (const language of ['vi', 'en'] as const) {
    const path = `/inspections/${inspection.id}/papers/conclusion.${language}.pdf`;
    files.set(packFiles.conclusion(language), await source.bytes(path));
  }
  put(files, packFiles.note, verifierNote(origin));
  requireRoom(making, files);
  const manifest = manifestText({ inspection: inspection.id, origin, madeAt, personal }, files);
  const sha256 = sha256Of(manifest);
  const count = files.size;
  const seal = await sealed(making, sha256, count);
  put(files, packFiles.manifest, manifest);
  put(files, packFiles.seal, seal);
  return { files, sha256, count, events: positions.size, dossiers: dossiers.length };
}

/** Manifest and seal are yet to come. */
const filesToCome = 2;

function requireRoom({ most, inspection }: Making, files: Files): void {
  if (!most) return;
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  if (files.size + filesToCome <= most.files && bytes <= most.bytes) return;
  refuse('PackTooLarge', { id: inspection.id, files: files.size, most: most.files, bytes, bytesMost: most.bytes });
}

async function packDossier(making: Making, files: Files, id: string): Promise<PackedDossier> {
  const { source, findings, personal } = making;
  const { events, state, answer } = await replayed(source, id);
  const beside = ShowBeside.answer.parse(
    await source.call({ method: 'GET', path: '/replay/beside', query: { dossier: id } }),
  );
  const papers = ListPapers.answer.parse(await source.call({ method: 'GET', path: `/dossiers/${id}/papers` })).items;
  putJson(files, packFiles.dossier(id, 'replay'), { ...answer, events });
  putJson(files, packFiles.dossier(id, 'beside'), beside);
  putJson(files, packFiles.dossier(id, 'papers'), papers);
  putJson(files, packFiles.dossier(id, 'index'), {
    dossier: id,
    history: events.map(({ position }) => position),
    beside: beside.entries.map(({ position }) => position),
  });
  for (const { paper } of personal ? papers : []) {
    files.set(packFiles.paper(id, paper), await source.bytes(`/dossiers/${id}/papers/${paper}.pdf`));
  }
  return {
    ...{ id, state, events, papers, withPapers: personal, beside: beside.entries },
    ...{ roles: beside.roles, reads: beside.withheld ? undefined : beside.reads },
    ...{ findings: findings.filter(({ dossier }) => dossier === id) },
  };
}

async function replayed(source: PackSource, dossier: string) {
  const events: TimelineEntry[] = [];
  let after: number | undefined;
  for (;;) {
    const query = { dossier, limit: 1_000, after };
    const answer = Replay.answer.parse(await source.call({ method: 'GET', path: '/replay', query }));
    events.push(...answer.events);
    after = answer.next;
    if (after === undefined) return { events, state: answer.state, answer };
  }
}

/** How often it is looked whether there is room left. */
const roomEvery = 500;

/** Every event with its proof, the checkpoints that they and the sample stand under, and that these agree. */
async function packEvidence(making: Making, files: Files, positions: readonly number[]) {
  const { source, sample, onProgress } = making;
  const checkpoints = new Map([[sample.upTo, sample.checkpoint]]);
  for (const [place, position] of positions.entries()) {
    const { event, proof } = await evidenceOf(source, position);
    put(files, packFiles.event(position), `${JSON.stringify(event)}\n`);
    put(files, packFiles.proof(position), proof);
    const { checkpoint } = parseTlogProof(proof);
    const { size } = parseCheckpoint(checkpoint);
    if (size !== sample.upTo || checkpoint.length > sample.checkpoint.length) checkpoints.set(size, checkpoint);
    if (place % roomEvery === 0) requireRoom(making, files);
    onProgress(place + 1, positions.length);
  }
  const sizes = [...checkpoints.keys()].sort((one, other) => one - other);
  for (const [place, size] of sizes.entries()) {
    put(files, packFiles.checkpoint(size), checkpoints.get(size) ?? '');
    const next = sizes[place + 1];
    if (next === undefined) continue;
    const query = { size1: size, size2: next };
    putJson(
      files,
      packFiles.consistency(size, next),
      await source.call({ method: 'GET', path: '/ledger/consistency', query }),
    );
  }
  return ShowLedger.answer.parse(await source.call({ method: 'GET', path: '/ledger' }));
}

async function evidenceOf(
  source: PackSource,
  position: number,
): Promise<{ readonly event: StoredEvent; readonly proof: string }> {
  return GiveEvidence.answer.parse(await source.call({ method: 'GET', path: '/ledger/evidence', query: { position } }));
}

function putInspection({ inspection, findings, ruleSets }: Making, files: Files, members: readonly Member[]) {
  putJson(files, packFiles.inspection, inspection);
  putJson(files, packFiles.findings, findings);
  put(files, packFiles.population, members.map((member) => `${JSON.stringify(member)}\n`).join(''));
  for (const ruleSet of ruleSets) {
    const isUsed = findings.some(({ ruleSet: by }) => by.id === ruleSet.id && by.version === ruleSet.version);
    if (isUsed) putJson(files, packFiles.ruleSet(ruleSet.id, ruleSet.version), ruleSet);
  }
}

/** The ledger's signature under the manifest, once the inspection has recorded that this pack was made. */
async function sealed({ source, inspection, personal }: Making, sha256: string, files: number): Promise<string> {
  const path = `/inspections/${inspection.id}`;
  const body = { sha256, files, personal };
  Receipt.parse(await source.call({ method: 'POST', path: `${path}/packs`, body }));
  const query = { sha256 };
  return SealPack.answer.parse(await source.call({ method: 'GET', path: `${path}/pack-seal`, query })).note;
}

function put(files: Files, name: string, text: string): void {
  files.set(name, Buffer.from(text));
}

function putJson(files: Files, name: string, value: unknown): void {
  put(files, name, `${JSON.stringify(value, undefined, 1)}\n`);
}
