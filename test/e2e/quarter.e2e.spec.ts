import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RejudgeLog, ShowFigures } from '@hoso/contracts';
import type { Envelope } from '@hoso/event-sourcing';
import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { answered, hoso } from './hoso-command.ts';
import { startPlatform, trialFolder } from './platform-process.ts';
import { tryForecast } from './forecast-trial.ts';
import { type Recount, recount } from './recount.ts';

const Found = z.looseObject({ rule: z.string(), dossier: z.string() });
/** Which rules are broken in which dossier; one may be broken in it more than once. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const found = lines.map((line) => Found.parse(JSON.parse(line)));
  return [...new Set(found.map(({ rule, dossier }) => `${rule} ${dossier}`))].sort();
}

const folder = trialFolder();
afterAll(folder.remove);
const key = join(folder.path, 'key.jsonl');
const data = join(folder.path, 'data');
const run = hoso(data);
const simulate = (...words: readonly string[]) =>
  run('simulate', '--quarter', '2022Q1', '--log', 'quarter', '--key', key, '--json', ...words);

/** As `recount` tells it. */
async function figuresBy(...groups: readonly string[]): Promise<Recount> {
  const counted = async (...more: readonly string[]) =>
    ShowFigures.answer
      .parse(await answered(run('audit', 'kpi', '--period', '2022Q1', '--by', groups.join(), '--json', ...more)))
      .items.map(({ of, counts }) => [groups.map((group) => Object(of)[group]).join(' '), counts] as const);
  const online = new Map(await counted('--channel', 'online'));
  return Object.fromEntries(
    (await counted()).map(([group, { dossiers, early, onTime, late }]) => [
      group,
      [dossiers, online.get(group)?.dossiers ?? 0, early, onTime, late],
    ]),
  );
}

describe('A simulated quarter, judged and counted', () => {
  it('holds what its answer key and the seed say, and nothing else, whether as it went or all over again', async () => {
    const written = await answered(simulate('--scale', '0.001', '--seed', '3'));
    expect(written).toMatchObject({ log: 'quarter', dossiers: 239, online: 156, late: 4 });
    const platform = await startPlatform({ data, args: ['--log', 'quarter'] });
    try {
      const again = RejudgeLog.answer.parse(await answered(run('audit', 'rejudge', '--json')));
      expect(again).toMatchObject({ log: 'quarter', dossiers: 239 });
      const { stdout } = await run('audit', 'findings', '--jsonl');
      expect(linesOf(stdout)).toEqual(linesOf(readFileSync(key, 'utf8')));
      expect(linesOf(stdout).length).toBeGreaterThan(50);
      // DOMAIN §0.3 at this scale, half up: received, online, late.
      const byLevel = await figuresBy('level');
      expect(Object.entries(byLevel).map(([level, [all, online, , , late]]) => [level, all, online, late])).toEqual([
        ...[
          ['commune', 75, 30, 1],
          ['district', 147, 117, 3],
          ['province', 17, 9, 0],
        ],
      ]);
      const exported = (await run('log', 'export')).stdout.split('\n').filter((line) => line !== '');
      expect(byLevel).toEqual(recount(exported, 'level'));
      expect(await figuresBy('agency', 'officer')).toEqual(recount(exported, 'agency and officer'));
      // What was forecast each Monday of March is what came of it, as far as so few can tell.
      const log = exported.map((line): Envelope => ({ ...JSON.parse(JSON.parse(line).body), ...JSON.parse(line) }));
      const mondays = ['2022-03-07', '2022-03-14', '2022-03-21', '2022-03-28'];
      const tried = mondays.map((date) => tryForecast(log, `${date}T01:00:00.000Z`, 7));
      expect(tried.filter(({ late, from, to }) => late < from || late > to)).toEqual([]);
      expect(tried.reduce((sum, { due }) => sum + due, 0)).toBeGreaterThan(20);
    } finally {
      await platform.stop('SIGTERM');
    }
  });

  it.each([
    ['a log that is there', ['--key', `${key}.2`], /quarter.*a log is there/],
    ['an answer key that is there', ['--log', 'other'], /key.jsonl.*a file is there/],
    ['an answer key in no folder', ['--log', 'other', '--key', join(key, 'key')], /cannot be written/],
    ['a name that is taken by the platform', ['--log', 'main'], /--log main/],
    ['a name that is none', ['--log', 'Quý I'], /--log/],
    ['another quarter', ['--quarter', '2023Q1'], /2022Q1/],
    ['no part', ['--scale', '0'], /more than 0/],
    ['more than there was', ['--scale', '1.5'], /at most 1/],
    ['what is no number', ['--scale', 'NaN'], /at most 1/],
    ['it in Vietnamese', ['--scale', '2', '--lang', 'vi'], /lớn hơn 0/],
    ['a seed that is none', ['--seed', 'x'], /whole number/],
  ])('refuses %s', async (_, words, reason) => {
    const { code, stderr } = await simulate('--scale', '0.001', ...words);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(reason);
  });
});
