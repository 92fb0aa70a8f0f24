// `npm run test:faults`: every fault amid load, and a checker that looks at all that is left. README.md says more.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { chance } from './chance.ts';
import { faultPlan } from './fault-plan.ts';
import { isClean, reported, seconds } from './report.ts';
import { runTrial, type TrialOutcome } from './run-trial.ts';
import { startTrial } from './trial-platform.ts';

const usage =
  'npm run test:faults -- [--minutes <of faults, 12>] [--seed <number>] [--clients <6>] [--views mongodb|sqlite] ' +
  '[--only <words of a kind of fault>]';
const Options = z.object({
  minutes: z.coerce.number().positive(),
  seed: z.coerce.number().int(),
  clients: z.coerce.number().int().positive().max(64),
  views: z.enum(['mongodb', 'sqlite']),
  only: z.string(),
});
const seedsBelow = 1_000_000_000;
const { minutes, seed, clients, views, only } = readOptions();

const data = mkdtempSync(join(tmpdir(), 'hoso-faults-'));
console.log(`seed ${seed}; what processes say goes to ${join(data, 'said')}`);
const platform = await startTrial({ data, views, scale: { processing: 2, intake: 2, relay: 2 } });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void platform.stop().then(interrupted));
const recoveries = new Map<string, (number | undefined)[]>();
const began = performance.now();
const processes = [...platform.processes.keys()];
const plan = faultPlan({ chance: chance(seed), processes, viewsServer: views === 'mongodb' });
const faults = plan.filter(({ kind }) => kind === 'none' || kind.includes(only));
let struck = 0;
let outcome: TrialOutcome;
try {
  outcome = await runTrial(platform, {
    ...{ faults, seed, clients, pauseMs: 50, untilMs: began + minutes * 60_000 },
    onFault: ({ kind, whom }, { overMs, acknowledgedMs, foundMs }) => {
      struck++;
      recoveries.set(kind, [...(recoveries.get(kind) ?? []), foundMs]);
      const times = [overMs, acknowledgedMs, foundMs].map((ms) => (ms === undefined ? 'never' : seconds(ms)));
      console.log(`${seconds(performance.now() - began)}: ${kind} (${whom}): over, serving, seen: ${times.join(', ')}`);
    },
  });
} finally {
  await platform.stop();
}
console.log(`\n${reported(outcome, recoveries)}`);
if (struck < faults.length) console.log(`  time was up after ${struck} of ${faults.length} faults`);
if (isClean(outcome)) rmSync(data, { recursive: true, force: true });
else console.log(`  again: npm run test:faults -- --seed ${seed}; what was said: ${join(data, 'said')}`);
process.exit(isClean(outcome) ? 0 : 1);

function interrupted(): never {
  process.exit(1);
}

function readOptions(): z.infer<typeof Options> {
  try {
    const { values } = parseArgs({
      options: {
        minutes: { type: 'string', default: '12' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * seedsBelow)) },
        clients: { type: 'string', default: '6' },
        views: { type: 'string', default: 'mongodb' },
        only: { type: 'string', default: '' },
      },
    });
    return Options.parse(values);
  } catch (error) {
    const said =
      error instanceof z.ZodError
        ? error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join('; ')
        : String(Error.isError(error) ? error.message : error);
    console.error(`test:faults: ${said}\n${usage}`);
    return process.exit(2);
  }
}
