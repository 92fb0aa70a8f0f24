import { type Inspection, ListPopulation } from '@hoso/contracts';
import { drawSample, type Member, populationHash } from '@hoso/rules';
import type { PackSource } from './pack-source.ts';

export type Sample = NonNullable<Inspection['sample']>;

/** What drawing a sample again came to. */
export interface DrawnAgain {
  readonly same: boolean;
  readonly population: number;
  readonly populationSha256: string;
  readonly recordedSha256: string;
  readonly drawn: readonly string[];
  /** Recorded, and not drawn again; drawn again, and not recorded. */
  readonly missing: readonly string[];
  readonly added: readonly string[];
}

/** The whole population of an inspection's sample, as the platform works it out anew. */
export async function populationOf(client: Pick<PackSource, 'call'>, id: string): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const query = { limit: 5_000, after };
    const path = `/inspections/${encodeURIComponent(id)}/population`;
    const page: ReturnType<typeof ListPopulation.answer.parse> = ListPopulation.answer.parse(
      await client.call({ method: 'GET', path, query }),
    );
    members.push(...page.items);
    after = page.next;
  }
  return members;
}

/** Draws a sample from its population by its seed, here, and compares. */
export function drawAgain(sample: Sample, members: readonly Member[]): DrawnAgain {
  const drawn = drawSample(members, sample.size, sample.seed);
  const populationSha256 = populationHash(members);
  const missing = sample.drawn.filter((dossier) => !drawn.includes(dossier));
  const added = drawn.filter((dossier) => !sample.drawn.includes(dossier));
  const isSame = drawn.join() === sample.drawn.join() && populationSha256 === sample.populationSha256;
  return {
    ...{ same: isSame, population: members.length, populationSha256, recordedSha256: sample.populationSha256 },
    ...{ drawn, missing, added },
  };
}
