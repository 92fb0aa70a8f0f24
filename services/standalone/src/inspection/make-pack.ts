import { writeFile } from 'node:fs/promises';
import {
  type Finding,
  GiveEvidence,
  type Inspection,
  ListPapers,
  Receipt,
  Replay,
  SealPack,
  ShowBeside,
  ShowLedger,
  type StoredEvent,
  type TimelineEntry,
} from '@hoso/contracts';
import { parseCheckpoint, parseTlogProof } from '@hoso/merkle-log';
import type { LawRuleSet, Member } from '@hoso/rules';
import type { Client } from '../cli/client.ts';
import { writeIn } from '../ledger/ledger-folder.ts';
import { populationOf, type Sample } from './draw-again.ts';
import { manifestText, packFiles, sha256Of } from './pack-format.ts';
import { dossierPage } from './dossier-page.ts';
import { indexPage } from './index-page.ts';
import type { PackedDossier } from './page-parts.ts';
import { verifierNote } from './verifier-note.ts';
import { zipFilesMax, zipOf } from './zip.ts';

export interface MakePackOptions {
  readonly client: Client;
  readonly inspection: Inspection;
  readonly sample: Sample;
  /** What the rules found in the sample. */
  readonly findings: readonly Finding[];
  /** The rule sets of this release. */
  readonly ruleSets: readonly LawRuleSet[];
  /** A new or an empty folder; the archive is written beside it. */
  readonly folder: string;
  /** Whether papers go with it: they name applicants, and that they are opened is recorded. */
  readonly personal: boolean;
  readonly madeAt: string;
  readonly onProgress: (done: number, of: number) => void;
}

export interface MadePack {
  readonly sha256: string;
  readonly files: number;
  readonly events: number;
  readonly dossiers: number;
  /** Absent where there are more files than a zip holds. */
  readonly zip?: string;
}

type Files = Map<string, Uint8Array>;

/** Gathers all that a pack holds, has its manifest recorded and signed, and writes it. Nothing is written before. */
export async function makePack(options: MakePackOptions): Promise<MadePack> {
  const { client, inspection, sample, folder, personal, madeAt } = options;
  const files: Files = new Map();
  const dossiers: PackedDossier[] = [];
  for (const id of sample.drawn) dossiers.push(await packDossier(options, files, id));
  const positions = new Set([
    ...dossiers.flatMap(({ events, beside }) => [...events, ...beside].map(({ position }) => position)),
    ...inspection.findings.flatMap((finding) => finding.positions),
  ]);
  const { origin, keys } = await packEvidence(
    options,
    files,
    [...positions].sort((one, other) => one - other),
  );
  put(files, packFiles.keys, keys.map((key) => `${key}\n`).join(''));
  putInspection(options, files, await populationOf(client, inspection.id));
  for (const language of ['vi', 'en'] as const) {
    put(files, packFiles.index[language], indexPage(language, inspection, dossiers));
    for (const dossier of dossiers) put(files, packFiles.page(dossier.id, language), dossierPage(language, dossier));
  }
  for (const language of ['vi', 'en'] as const) {
    const path = `/inspections/${inspection.id}/papers/conclusion.${language}.pdf`;
    files.set(packFiles.conclusion(language), await client.bytes(path));
  }
  put(files, packFiles.note, verifierNote(origin));
  const manifest = manifestText({ inspection: inspection.id, origin, madeAt, personal }, files);
  const sha256 = sha256Of(manifest);
  const seal = await sealed(options, sha256, files.size);
  const count = files.size;
  put(files, packFiles.manifest, manifest);
  put(files, packFiles.seal, seal);
  for (const [name, bytes] of files) await writeIn(folder, name, bytes);
  const made = { sha256, files: count, events: positions.size, dossiers: dossiers.length };
  if (files.size > zipFilesMax) return made;
  const zip = `${folder.replace(/\/+$/, '')}.zip`;
  await writeFile(zip, zipOf(files));
  return { ...made, zip };
}

async function packDossier(options: MakePackOptions, files: Files, id: string): Promise<PackedDossier> {
  const { client, findings, personal } = options;
  const { events, state, answer } = await replayed(client, id);
  const beside = ShowBeside.answer.parse(
    await client.call({ method: 'GET', path: '/replay/beside', query: { dossier: id } }),
  );
  const papers = ListPapers.answer.parse(await client.call({ method: 'GET', path: `/dossiers/${id}/papers` })).items;
  putJson(files, packFiles.dossier(id, 'replay'), { ...answer, events });
  putJson(files, packFiles.dossier(id, 'beside'), beside);
  putJson(files, packFiles.dossier(id, 'papers'), papers);
  putJson(files, packFiles.dossier(id, 'index'), {
    dossier: id,
    history: events.map(({ position }) => position),
    beside: beside.entries.map(({ position }) => position),
  });
  for (const { paper } of personal ? papers : []) {
    files.set(packFiles.paper(id, paper), await client.bytes(`/dossiers/${id}/papers/${paper}.pdf`));
  }
  return {
    ...{ id, state, events, papers, withPapers: personal, beside: beside.entries },
    ...{ roles: beside.roles, reads: beside.reads, findings: findings.filter(({ dossier }) => dossier === id) },
  };
}

async function replayed(client: Client, dossier: string) {
  const events: TimelineEntry[] = [];
  let after: number | undefined;
  for (;;) {
    const query = { dossier, limit: 1_000, after };
    const answer = Replay.answer.parse(await client.call({ method: 'GET', path: '/replay', query }));
    events.push(...answer.events);
    after = answer.next;
    if (after === undefined) return { events, state: answer.state, answer };
  }
}

/** Every event with its proof, the checkpoints that they and the sample stand under, and that these agree. */
async function packEvidence(
  { client, sample, onProgress }: MakePackOptions,
  files: Files,
  positions: readonly number[],
) {
  const checkpoints = new Map([[sample.upTo, sample.checkpoint]]);
  for (const [place, position] of positions.entries()) {
    const { event, proof } = await evidenceOf(client, position);
    put(files, packFiles.event(position), `${JSON.stringify(event)}\n`);
    put(files, packFiles.proof(position), proof);
    const { checkpoint } = parseTlogProof(proof);
    const { size } = parseCheckpoint(checkpoint);
    if (size !== sample.upTo || checkpoint.length > sample.checkpoint.length) checkpoints.set(size, checkpoint);
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
      await client.call({ method: 'GET', path: '/ledger/consistency', query }),
    );
  }
  return ShowLedger.answer.parse(await client.call({ method: 'GET', path: '/ledger' }));
}

async function evidenceOf(
  client: Client,
  position: number,
): Promise<{ readonly event: StoredEvent; readonly proof: string }> {
  return GiveEvidence.answer.parse(await client.call({ method: 'GET', path: '/ledger/evidence', query: { position } }));
}

function putInspection({ inspection, findings, ruleSets }: MakePackOptions, files: Files, members: readonly Member[]) {
  putJson(files, packFiles.inspection, inspection);
  putJson(files, packFiles.findings, findings);
  put(files, packFiles.population, members.map((member) => `${JSON.stringify(member)}\n`).join(''));
  for (const ruleSet of ruleSets) {
    const isUsed = findings.some(({ ruleSet: by }) => by.id === ruleSet.id && by.version === ruleSet.version);
    if (isUsed) putJson(files, packFiles.ruleSet(ruleSet.id, ruleSet.version), ruleSet);
  }
}

/** The ledger's signature under the manifest, once the inspection has recorded that this pack was made. */
async function sealed(
  { client, inspection, personal }: MakePackOptions,
  sha256: string,
  files: number,
): Promise<string> {
  const path = `/inspections/${inspection.id}`;
  const body = { sha256, files, personal };
  Receipt.parse(await client.call({ method: 'POST', path: `${path}/packs`, body }));
  const query = { sha256 };
  return SealPack.answer.parse(await client.call({ method: 'GET', path: `${path}/pack-seal`, query })).note;
}

function put(files: Files, name: string, text: string): void {
  files.set(name, Buffer.from(text));
}

function putJson(files: Files, name: string, value: unknown): void {
  put(files, name, `${JSON.stringify(value, undefined, 1)}\n`);
}
