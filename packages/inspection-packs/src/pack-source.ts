import { type Finding, FindInspection, type Inspection, ListFindings } from '@hoso/contracts';

/** One question to the platform, or one command, by a route of the contracts' table. */
export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
}

/** The platform as who makes a pack sees it, with his rights: over HTTP, or at the edge itself. */
export interface PackSource {
  call(asked: Asked): Promise<unknown>;
  /** The bytes of a paper, by its path. */
  bytes(path: string): Promise<Uint8Array>;
}

export async function inspectionOf({ call }: Pick<PackSource, 'call'>, id: string): Promise<Inspection> {
  const path = `/inspections/${encodeURIComponent(id)}`;
  return FindInspection.answer.parse(await call({ method: 'GET', path })).inspection;
}

const findingsAtOnce = 200;

/** What the rules found in dossiers, those that stand. */
export async function findingsIn(
  { call }: Pick<PackSource, 'call'>,
  dossiers: readonly string[],
): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for (const dossier of dossiers) {
    const answer = await call({ method: 'GET', path: '/findings', query: { dossier, limit: findingsAtOnce } });
    found.push(...ListFindings.answer.parse(answer).items.toReversed());
  }
  return found;
}
