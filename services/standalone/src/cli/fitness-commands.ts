import { readFile } from 'node:fs/promises';
import { FindProcedure, type Misfit, ReplayFitness } from '@hoso/contracts';
import { writePnml } from '@hoso/event-log';
import { processNet } from '@hoso/rules';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError, exitCodes } from './exit-codes.ts';
import { print, table } from './output.ts';
import { GlobalOptions, withAnyLog, withPlatform } from './session.ts';

type Language = GlobalOptions['lang'];

/** Whether cases went as a process says, and the process as a net. */
export function addFitnessCommands(audit: Command): void {
  addReplayFitness(audit);
  addNet(audit);
}

const FitnessOptions = z.looseObject({
  net: z.string().optional(),
  procedure: z.string().optional(),
  all: z.boolean(),
  limit: z.coerce.number(),
});

function addReplayFitness(audit: Command): void {
  const replay = audit
    .command('replay-fitness')
    .description('how well cases fit a process, and where they left it / hồ sơ đi đúng quy trình đến đâu')
    .option('--net <file>', 'a Petri net (PNML); by default each dossier’s own process, step by step')
    .option('--procedure <code>', 'the dossiers of one procedure')
    .option('--all', 'also the cases that fit', false)
    .option('--limit <count>', 'cases told', '500');
  replay.action(async () => {
    const options = GlobalOptions.parse(replay.optsWithGlobals());
    const { net: file, ...asked } = FitnessOptions.parse(replay.opts());
    const net = file === undefined ? undefined : await netFile(file);
    await withAnyLog(options, async ({ client, log }) => {
      let after: string | undefined;
      do {
        const body = { ...asked, net, after };
        const answer = ReplayFitness.answer.parse(
          await client.call({ method: 'POST', path: `/logs/${encodeURIComponent(log)}/fitness`, body }),
        );
        after = answer.next;
        if (options.jsonl) for (const trace of answer.traces) process.stdout.write(`${JSON.stringify(trace)}\n`);
        else print(options, answer, () => fitnessText(options.lang, answer));
      } while (options.jsonl && after !== undefined);
    });
  });
}

function addNet(audit: Command): void {
  const net = audit
    .command('net')
    .description('a procedure’s internal process as a Petri net (PNML) / quy trình nội bộ thành mạng Petri')
    .argument('<procedure>', 'its code, as 1.001193')
    .option('--on <date>', 'as in force on this day; by default today');
  net.action(async (code: string) => {
    const options = GlobalOptions.parse(net.optsWithGlobals());
    const { on } = z.looseObject({ on: z.string().optional() }).parse(net.opts());
    await withPlatform(options, 'inspector@inspectorate', async ({ client }) => {
      const path = `/procedures/${encodeURIComponent(code)}`;
      const { procedure } = FindProcedure.answer.parse(await client.call({ method: 'GET', path, query: { on } }));
      const process = processNet(procedure.steps);
      const text = writePnml(process, `${procedure.code} ${procedure.name.vi}`);
      print(options, { procedure: procedure.code, version: procedure.version, net: text }, () => text.trimEnd());
    });
  });
}

async function netFile(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new CliError(exitCodes.unreachable, `${path} cannot be read: ${error.message}`);
  });
}

function fitnessText(lang: Language, answer: z.output<typeof ReplayFitness.answer>): string {
  const { log, cases, events, fitting, open, traces, missing, consumed, produced, remaining, next } = answer;
  const [whole, mean] = [answer.fitness.toFixed(4), answer.meanFitness.toFixed(4)];
  const tokens = `${missing}/${consumed}, ${remaining}/${produced}`;
  const told = {
    vi: [
      `${log}: ${cases} vụ, ${events} sự kiện; ${fitting} vụ đúng hoàn toàn`,
      ...(open === undefined ? [] : [`${open} vụ chưa có kết quả, chưa xét`]),
      `độ khớp ${whole}, trung bình mỗi vụ ${mean} (thiếu/tiêu thụ, dư/tạo ra: ${tokens})`,
    ],
    en: [
      `${log}: ${cases} cases, ${events} events; ${fitting} fit wholly`,
      ...(open === undefined ? [] : [`${open} cases have no result yet and are not judged`]),
      `fitness ${whole}, on average ${mean} a case (missing/consumed, remaining/produced: ${tokens})`,
    ],
  };
  const headings = { vi: ['vụ', 'độ khớp', 'sai khác'], en: ['case', 'fitness', 'misfits'] };
  const rows = traces.map(({ case: name, fitness, misfits, moreMisfits = 0 }) => [
    ...[name, fitness.toFixed(4)],
    [...misfits.map((misfit) => misfitText(misfit, lang)), ...(moreMisfits > 0 ? [`… +${moreMisfits}`] : [])].join(
      '; ',
    ),
  ]);
  const more = next === undefined ? '' : '\n…';
  return `${told[lang].join('\n')}\n${table(headings[lang], rows, lang)}${more}`;
}

function misfitText({ kind, activity, position, steps }: Misfit, lang: Language): string {
  const names = steps.join(' / ');
  const words: Readonly<Record<Misfit['kind'], Readonly<Record<Language, string>>>> = {
    unknown: { vi: `không có trong quy trình: ${activity}`, en: `not in the process: ${activity}` },
    skipped: { vi: `${activity} mà bỏ qua ${names}`, en: `${activity}, skipping ${names}` },
    reordered: { vi: `${activity} trước ${names}`, en: `${activity} before ${names}` },
    repeated: { vi: `${activity} lặp lại`, en: `${activity} again` },
    unfinished: {
      vi: names === '' ? `dừng ở ${activity}` : `dừng ở ${activity}, còn ${names}`,
      en: names === '' ? `ends with ${activity}` : `ends with ${activity}, ${names} still to be done`,
    },
  };
  return `#${position} ${words[kind][lang]}`;
}
