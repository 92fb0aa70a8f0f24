import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CheckReport, ImportReport } from '@hoso/contracts';
import { inFolder, median, root, startPlatform } from './platform.ts';

// 1,434 real dossiers of a Dutch municipality, doi:10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6; not part of this
// repository.
const file = join(root, '..', 'shared', 'data', 'receipt.xes.gz');
const runs = 3;
const ruleFile = join(root, 'rules', 'receipt.json');

/** A real log, from file to findings: `hoso import xes`, then `hoso audit check`, with a platform running. */
export const bench = { name: 'receipt', run };

async function run() {
  if (!existsSync(file))
    return { value: 0, unit: 's', detail: { skipped: 'receipt.xes.gz is not beside this repository' } };
  const withPlatform: Timed[] = [];
  const alone: Timed[] = [];
  for (let count = 0; count < runs; count++) {
    withPlatform.push(
      await inFolder(async (folder) => {
        const platform = await startPlatform(folder);
        try {
          return await fromFileToFindings(folder);
        } finally {
          await platform.stop();
        }
      }),
    );
    alone.push(await inFolder(fromFileToFindings));
  }
  const seconds = (values: readonly number[]): number => Number((median(values) / 1_000).toFixed(3));
  return {
    value: seconds(withPlatform.map(({ importMs, checkMs }) => importMs + checkMs)),
    unit: 's',
    detail: {
      runs,
      importS: seconds(withPlatform.map(({ importMs }) => importMs)),
      checkS: seconds(withPlatform.map(({ checkMs }) => checkMs)),
      withoutPlatformS: seconds(alone.map(({ importMs, checkMs }) => importMs + checkMs)),
      ...withPlatform[0]?.found,
    },
  };
}

interface Timed {
  readonly importMs: number;
  readonly checkMs: number;
  readonly found: { readonly cases: number; readonly events: number; readonly findings: number };
}

async function fromFileToFindings(folder: string): Promise<Timed> {
  const began = performance.now();
  const { cases, events } = ImportReport.parse(await hoso(folder, 'import', 'xes', file, '--log', 'receipt'));
  const imported = performance.now();
  const report = CheckReport.parse(await hoso(folder, 'audit', 'check', '--log', 'receipt', '--rules', ruleFile));
  const checked = performance.now();
  const findings = report.rules.reduce((sum, rule) => sum + rule.findings, 0);
  return { importMs: imported - began, checkMs: checked - imported, found: { cases, events, findings } };
}

async function hoso(data: string, ...words: readonly string[]): Promise<unknown> {
  const program = join(root, 'services', 'standalone', 'bin', 'hoso.mjs');
  const child = spawn(process.execPath, [program, ...words, '--data', data, '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = Array.fromAsync(child.stdout.setEncoding('utf8'));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`hoso ${words.join(' ')} ended with ${code}`);
  return JSON.parse((await output).join(''));
}
