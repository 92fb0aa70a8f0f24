import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { ShowClock } from '@hoso/contracts';
import { FileBroken, linesOf } from '@hoso/registry';
import type { Command } from 'commander';
import { z } from 'zod';
import { answerLine } from './clock-batch.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { momentArgument } from './instant.ts';
import { clockText } from './clock-text.ts';
import { print } from './output.ts';
import { progress } from './progress.ts';
import { dossierArgument, GlobalOptions, withAnyLog } from './session.ts';

const Given = z.looseObject({
  asOf: z.string().optional(),
  asKnown: z.string().optional(),
  calendar: z.string().optional(),
  batch: z.string().optional(),
});
const batchHelp = `
--batch reads a file of JSON lines ("-": standard input; plain or gzip) and needs no platform:
  {"startAt":"2022-01-28T09:30:00+07:00","term":{"unit":"workingDays","amount":5}}
A term is workingDays (mode dayEnd or workingHours), workingHours or calendarDays with an amount, or sameDay.
"events" are pause, resume and restart, each with "at". "calendar" has "holidays", "workingDates" and "hours";
without it: Monday to Friday, no holidays. Each line is answered by one, in order: {"dueAt":…}, {"paused":true}
or {"error":…}, a blank line too.`;

export function addClockCommand(program: Command): void {
  const clock = program
    .command('clock')
    .description("a dossier's term, day by day: what counted, what did not, and why; or many terms from a file")
    .argument('[dossier]', dossierArgument)
    .option('--as-of <moment>', 'what had happened by then', momentArgument)
    .option('--as-known <moment>', 'what had been recorded by then', momentArgument)
    .option(
      '--calendar <moment>',
      'by the calendar as it was known then, or "final"; otherwise as it is bound to the dossier',
      (text) => (text === 'final' ? text : momentArgument(text)),
    )
    .option('--batch <file>', 'answers the terms of a file')
    .addHelpText('after', batchHelp);
  clock.action(async (dossier: string | undefined) => {
    const options = GlobalOptions.parse(clock.optsWithGlobals());
    const { asOf, asKnown, calendar, batch } = Given.parse(clock.opts());
    if ((dossier === undefined) === (batch === undefined)) {
      throw new CliError(exitCodes.usage, 'name a dossier, or a file with --batch');
    }
    if (batch !== undefined) return await answerBatch(batch, options.lang);
    await withAnyLog(options, async ({ client, log }) => {
      const query = { dossier, log, asOf, asKnown, calendar };
      const answer = await client.call({ method: 'GET', path: '/replay/clock', query });
      print(options, answer, () => clockText(options, ShowClock.answer.parse(answer)));
    });
  });
}

/** Answers are written together, in pieces of about so many characters. */
const pieceChars = 65_536;

async function answerBatch(file: string, lang: 'vi' | 'en'): Promise<void> {
  let answers = '';
  const write = async (): Promise<void> => {
    if (!process.stdout.write(answers)) await once(process.stdout, 'drain');
    answers = '';
  };
  try {
    for await (const { number, text } of linesOf(file === '-' ? process.stdin : createReadStream(file), {
      blanks: true,
    })) {
      answers += `${JSON.stringify(answerLine(text, lang))}\n`;
      if (answers.length < pieceChars) continue;
      await write();
      progress(String(number), false);
    }
  } catch (error) {
    await write();
    const words = error instanceof FileBroken ? error[lang] : Error.isError(error) ? error.message : String(error);
    throw new CliError(exitCodes.usage, `--batch ${file}: ${words}`);
  }
  await write();
}
