import { createHash } from 'node:crypto';
import { Inspection, PopulationMember, Sha256 } from '@hoso/contracts';
import { notProven } from '@hoso/merkle-log';
import { z } from 'zod';

/** Where what lies in a pack. All but the first two are named, with their hashes, in the manifest. */
export const packFiles = {
  manifest: 'manifest.json',
  seal: 'manifest.note',
  keys: 'keys',
  note: 'VERIFY.md',
  inspection: 'inspection.json',
  population: 'population.jsonl',
  findings: 'findings.json',
  event: (position: number): string => `events/${position}.json`,
  proof: (position: number): string => `events/${position}.tlog-proof`,
  checkpoint: (size: number): string => `checkpoints/${size}`,
  consistency: (size1: number, size2: number): string => `checkpoints/${size1}-${size2}.json`,
  ruleSet: (id: string, version: number): string => `rules/${id}-${version}.json`,
  dossier: (id: string, part: 'replay' | 'beside' | 'papers' | 'index'): string => `dossiers/${id}/${part}.json`,
  paper: (id: string, paper: string): string => `dossiers/${id}/papers/${paper}.pdf`,
  index: { vi: 'index.html', en: 'index.en.html' },
  page: (id: string, language: 'vi' | 'en'): string => `pages/${id}.${language}.html`,
  conclusion: (language: 'vi' | 'en'): string => `conclusion.${language}.pdf`,
} as const;

export const packFormat = 'hoso-inspection-pack/v1';

const NamedFile = z.strictObject({ bytes: z.int().min(0), sha256: Sha256 });

/** What a pack holds: all that the ledger does not bind is bound by this, and this by the ledger's signature. */
export const Manifest = z.strictObject({
  format: z.literal(packFormat),
  inspection: z.string(),
  origin: z.string(),
  madeAt: z.string(),
  personal: z.boolean(),
  files: z.record(z.string(), NamedFile),
});
export type Manifest = z.infer<typeof Manifest>;

/** Which events are of a dossier's own history, and which lie beside it. */
export const DossierIndex = z.strictObject({
  dossier: z.string(),
  history: z.array(z.int().min(1)),
  beside: z.array(z.int().min(1)),
});
export type DossierIndex = z.infer<typeof DossierIndex>;

export const PackedInspection = Inspection.loose();
export const PackedMember = PopulationMember;

/** The manifest of files, byte for byte the same for the same files. */
export function manifestText(head: Omit<Manifest, 'format' | 'files'>, files: ReadonlyMap<string, Uint8Array>): string {
  const named = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  const hashes = named.map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256Of(bytes) }]);
  return `${JSON.stringify({ format: packFormat, ...head, files: Object.fromEntries(hashes) }, undefined, 1)}\n`;
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A file of a pack as what it should be. Throws `NotProven` naming it. */
export function parsedFile<Schema extends z.ZodType>(name: string, text: string, schema: Schema): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return notProven(name, 'không phải JSON', 'is no JSON');
  }
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const at = error.issues[0]?.path.join('.') ?? '';
  return notProven(name, `nội dung sai ở ${at}`, `says something impossible at ${at}`);
}
