import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type CountedDocument, figures, followedRows, showFigures, showScores } from '@hoso/audit/numbers';
import { type Actor, ShowFigures, ShowScores } from '@hoso/contracts';
import { rebuildInto, uuidV8, type ViewGeneration } from '@hoso/event-sourcing';
import { openLogReader } from '@hoso/event-store-sqlite';
import { rebuildCacheKib, sqliteViewStore } from '@hoso/views';
import { writeLives } from './dossier-lives.ts';
import { inFolder, median } from './platform.ts';

const events = 200_000;
/** Scale 1: the dossiers of a province's quarter (DOMAIN §0.3). */
const dossiers = 238_078;
const [agencies, officersEach] = [243, 3];
const writtenAtOnce = 2_000;
const asked = 21;
const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };

/**
 * A quarter by unit and officer over the dossiers of a whole province: asked again (`value`), and for the first time
 * after a start or a rebuild, when every document is read. Documents are those of dossiers that were built from a log,
 * as often as it takes, each with an id, a unit and an officer of its own.
 */
export const bench = { name: 'kpi', run: () => inFolder(run) };

async function run(folder: string) {
  const { rebuildMs, documents } = await built(folder);
  const views = sqliteViewStore(join(folder, 'quarter'), { cacheKib: rebuildCacheKib });
  const generation = await views.live(figures);
  await fill(generation, documents);
  const before = memoryInUse();
  const ports = portsOver(generation);
  const ask = ShowFigures.ask.parse({ period: '2022Q1', by: 'agency,officer' });
  const begun = performance.now();
  const first = await showFigures(ports, ask, inspector);
  const firstMs = performance.now() - begun;
  const held = memoryInUse() - before;
  const warm = await timesOf(() => showFigures(ports, ask, inspector));
  const scoring = ShowScores.ask.parse({ period: '2022Q1', of: 'officers', every: 'week' });
  const scores = await timesOf(() => showScores(ports, scoring, inspector));
  await views.close();
  return {
    value: Math.round(median(warm)),
    unit: 'ms',
    detail: {
      ...{ dossiers, scale: 1, inPeriod: first.total.dossiers, lines: agencies * officersEach },
      ...{ firstMs: Math.round(firstMs), slowestMs: Math.round(Math.max(...warm)) },
      scoresByWeekMs: Math.round(median(scores)),
      bytesPerDossier: Math.round(held / dossiers),
      rebuildEventsPerS: Math.round((events / rebuildMs) * 1_000),
    },
  };
}

/** What is left when everything that nobody holds was let go of. */
function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function timesOf(ask: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let count = 0; count < asked; count++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times;
}

/** The view built from a log. */
async function built(folder: string) {
  const path = join(folder, 'log.sqlite');
  await writeLives(path, events);
  const store = openLogReader(path);
  const views = sqliteViewStore(join(folder, 'built'), { cacheKib: rebuildCacheKib });
  const generation = await views.live(figures);
  const begun = performance.now();
  await rebuildInto({ view: figures, generation, store, clock: () => performance.now() });
  const rebuildMs = performance.now() - begun;
  const documents = await Array.fromAsync(allOf(generation));
  await views.close();
  await store.close();
  return { rebuildMs, documents };
}

async function* allOf(generation: ViewGeneration<CountedDocument>): AsyncIterable<CountedDocument> {
  let after: string | undefined;
  do {
    const query = { index: 'changed', order: 'ascending', limit: 1_000 } as const;
    const { items, next } = await generation.page({ ...query, ...(after === undefined ? {} : { after }) });
    yield* items;
    after = next;
  } while (after !== undefined);
}

async function fill(generation: ViewGeneration<CountedDocument>, documents: readonly CountedDocument[]) {
  for (let from = 0; from < dossiers; from += writtenAtOnce) {
    const writes = Array.from({ length: Math.min(writtenAtOnce, dossiers - from) }, (_, index) => {
      const document = copyOf(documents, from + index);
      return { key: document.dossier, document, position: document.position, previous: 0 };
    });
    await generation.save(writes, { checkpoints: [], held: [], released: [] });
  }
}

function copyOf(documents: readonly CountedDocument[], index: number): CountedDocument {
  const document = documents[index % documents.length];
  if (!document) throw new Error('the log has no dossiers');
  const agency = `agency-${index % agencies}`;
  const officer = `officer-${index % (agencies * officersEach)}`;
  const handlings = document.handlings.map((handling) => ({ ...handling, agency, officer }));
  return { ...document, dossier: uuidV8('kpi', index), position: index + 1, handlings };
}

/** The view, followed up to its last document. */
function portsOver(generation: ViewGeneration<CountedDocument>) {
  const fresh = { completeUpTo: dossiers, lagMs: 0, held: [] };
  const find = async (key: string) => ({ document: await generation.find(key) });
  return {
    rows: followedRows({
      generation: async () => generation.generation,
      page: async (query) => {
        const { items, next } = await generation.page(query);
        return { ...fresh, items: [...items], ...(next === undefined ? {} : { next }) };
      },
      find,
    }),
    find,
    // Officers are not scored by petitions.
    petitions: async () => ({ petitions: [], fresh }),
    clock: () => Date.parse('2022-04-01T00:00:00.000Z'),
  };
}
