import type { FindingIntent } from './finding.ts';
import type { JudgingParts } from './judge-events.ts';
import { changesOf, type Judgement, tick } from './judgement.ts';
import { dueBy, stored } from './judgements.view.ts';

/** Dossiers ticked and saved in one step. */
const togetherMax = 200;

export interface TickReport {
  readonly ticked: number;
  /** Dossiers that could not be ticked, each with why. */
  readonly failed: ReadonlyMap<string, unknown>;
}

/**
 * Ticks every dossier whose limit has passed at `at`. Everything recorded up to then MUST have been followed. Ticking
 * again is harmless. Dossiers in `held` wait: what they hold back could be what had to be there.
 */
export async function tickDossiers(parts: JudgingParts, at: number, held: ReadonlySet<string>): Promise<TickReport> {
  const failed = new Map<string, unknown>();
  let ticked = 0;
  for (let after: string | undefined, more = true; more; ) {
    const page = await parts.judgements.page(dueBy(at, togetherMax, after));
    const due = page.items.map(({ dossier }) => dossier).filter((dossier) => !held.has(dossier));
    ticked += await tickPage(parts, at, due, failed);
    after = page.next;
    more = after !== undefined;
  }
  return { ticked, failed };
}

async function tickPage(
  { judge, calendars, judgements, record }: JudgingParts,
  at: number,
  due: readonly string[],
  failed: Map<string, unknown>,
): Promise<number> {
  const before = await stored(judgements, due);
  await calendars.bring([...before.values()].flatMap(({ judgement }) => judgement.about.calendar ?? []));
  const changes: FindingIntent[] = [];
  const after = new Map<string, Judgement>();
  for (const [dossier, { judgement, position }] of before) {
    try {
      const ticked = tick(judge, judgement, at);
      if (ticked.state.wakeAt !== undefined && ticked.state.wakeAt <= at) throw new Error('it awaits what has passed');
      changes.push(...changesOf(judge, judgement, ticked, position));
      after.set(dossier, ticked);
    } catch (error) {
      failed.set(dossier, error);
    }
  }
  if (changes.length > 0) await record(changes);
  const documents = [...after].map(([key, document]) => {
    const position = before.get(key)?.position ?? 0;
    return { key, document, position, previous: position };
  });
  await judgements.save(documents, { checkpoints: [], held: [], released: [] });
  return documents.length;
}
