import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CheckReport,
  ImportReport,
  ListVariants,
  ReplayFitness,
  ShowDirectlyFollows,
  ShowProfile,
} from '@hoso/contracts';
import { mintToken, tokenKeys } from '@hoso/nest';
import { inFolder, median, root, startPlatform } from './platform.ts';

// 1,434 real dossiers of a Dutch municipality, doi:10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6; not part of this
// repository.
const file = join(root, '..', 'shared', 'data', 'receipt.xes.gz');
const rules: unknown = JSON.parse(readFileSync(join(root, 'rules', 'receipt-declare.json'), 'utf8'));
const runs = 5;

/**
 * A real log, from file to every measure of conformance, over HTTP: import, what follows what, its variants, its times,
 * token replay on the way that most cases took, and every template of DECLARE. Each run imports into a log of its own.
 */
export const bench = { name: 'receipt-all', run: () => inFolder(run) };

async function run(folder: string) {
  if (!existsSync(file))
    return { value: 0, unit: 's', detail: { skipped: 'receipt.xes.gz is not beside this repository' } };
  const platform = await startPlatform(folder);
  try {
    const inspector = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' } as const;
    const token = await mintToken(tokenKeys(join(folder, 'keys')), inspector, { expiresInS: 3_600 });
    const timed: Timed[] = [];
    for (let count = 1; count <= runs; count++)
      timed.push(await fromFileToMeasures(platform.url, token, `run-${count}`));
    const seconds = (name: string): number =>
      Number((median(timed.map(({ tookMs }) => tookMs.get(name) ?? 0)) / 1_000).toFixed(3));
    const names = [...(timed[0]?.tookMs.keys() ?? [])];
    const first = timed[0]?.tookMs.values().reduce((sum, ms) => sum + ms, 0) ?? 0;
    return {
      value: seconds('all'),
      unit: 's',
      detail: {
        ...{ runs, firstS: Number((first / 2_000).toFixed(3)) },
        ...Object.fromEntries(names.map((name) => [`${name}S`, seconds(name)])),
        ...timed[0]?.found,
      },
    };
  } finally {
    await platform.stop();
  }
}

interface Timed {
  /** By what was asked, and `all`. */
  readonly tookMs: ReadonlyMap<string, number>;
  readonly found: Readonly<Record<string, number>>;
}

async function fromFileToMeasures(url: string, token: string, log: string): Promise<Timed> {
  const authorization = `Bearer ${token}`;
  const tookMs = new Map<string, number>();
  const began = performance.now();
  const asking = async (name: string, path: string, init: RequestInit): Promise<unknown> => {
    const asked = performance.now();
    const headers = { authorization, ...Object.fromEntries(new Headers(init.headers)) };
    const response = await fetch(`${url}${path}`, { ...init, headers });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    tookMs.set(name, performance.now() - asked);
    return answer;
  };
  const json = (content: object): RequestInit => ({
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(content) },
  });
  const upload = { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: readFileSync(file) };
  const { cases, events } = ImportReport.parse(await asking('import', `/logs/${log}/imports`, upload));
  const { edges, pairs } = ShowDirectlyFollows.answer.parse(await asking('dfg', `/logs/${log}/dfg`, {}));
  const { distinct, variants } = ListVariants.answer.parse(await asking('variants', `/logs/${log}/variants`, {}));
  const { outcome } = ShowProfile.answer.parse(await asking('profile', `/logs/${log}/profile?zeta=2`, {}));
  const net = netOf(variants[0]?.activities ?? []);
  const replay = ReplayFitness.answer.parse(await asking('replay', `/logs/${log}/fitness`, json({ net })));
  const report = CheckReport.parse(await asking('declare', '/checks', json({ log, rules })));
  tookMs.set('all', performance.now() - began);
  const violations = report.rules.reduce((sum, { findings }) => sum + findings, 0);
  const deviations = outcome?.findings ?? 0;
  const found = { cases, events, edges: edges.length, pairs, distinct, deviations, violations };
  return { tookMs, found: { ...found, fitness: replay.fitness } };
}

/** One activity after the other, as PNML. */
function netOf(activities: readonly string[]): string {
  const places = [...activities, ''].map((_, n) => `<place id="p${n}"/>`);
  const transitions = activities.map(
    (activity, n) =>
      `<transition id="t${n}"><name><text>${activity}</text></name></transition>` +
      `<arc id="a${n}" source="p${n}" target="t${n}"/><arc id="b${n}" source="t${n}" target="p${n + 1}"/>`,
  );
  return `<pnml><net id="n">${places.join('')}${transitions.join('')}</net></pnml>`;
}
