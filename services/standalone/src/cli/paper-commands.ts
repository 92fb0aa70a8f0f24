import { ListPapers } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { localText } from './instant.ts';
import { facts, print, table } from './output.ts';
import { idOf } from './route-commands.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const clerk = 'clerk@ha-long-one-stop';
const Out = z.looseObject({ out: z.string() });

export function addPaperCommands(program: Command): void {
  addPapers(program);
  addPaper(program);
  addRegister(program);
}

function addPapers(program: Command): void {
  const papers = program
    .command('papers')
    .description('the papers of a dossier')
    .argument('<dossier>', 'its id or code');
  papers.action(async (given: string) => {
    const options = GlobalOptions.parse(papers.optsWithGlobals());
    await withPlatform(options, clerk, async ({ client }) => {
      const answer = await client.call({ method: 'GET', path: `/dossiers/${await idOf(client, given)}/papers` });
      print(options, answer, () =>
        table(
          ['paper', 'form', 'at', 'title'],
          ListPapers.answer
            .parse(answer)
            .items.map(({ paper, number, at, title }) => [paper, number ?? '', localText(at), title[options.lang]]),
          options.lang,
        ),
      );
    });
  });
}

function addPaper(program: Command): void {
  const paper = program
    .command('paper')
    .description('a paper of a dossier as a PDF, to print and sign')
    .argument('<dossier>', 'its id or code')
    .argument('<form>', 'as `hoso papers` names it: receipt, supplement-request, control-slip …; apology-1 the first')
    .requiredOption('--out <file>', 'the PDF; there only once it is whole');
  paper.action(async (given: string, form: string) => {
    const options = GlobalOptions.parse(paper.optsWithGlobals());
    const { out } = Out.parse(paper.opts());
    await withPlatform(options, clerk, async ({ client }) => {
      const path = `/dossiers/${await idOf(client, given)}/papers/${encodeURIComponent(form)}.pdf`;
      const saved = await client.download(path, out);
      print(options, saved, () => facts(saved, '', options.lang));
    });
  });
}

function addRegister(program: Command): void {
  const register = program
    .command('register')
    .description('the register of a one-stop unit as a PDF')
    .argument('<unit>', 'e.g. ha-long-one-stop')
    .requiredOption('--from <date>', 'received on that local date or later')
    .requiredOption('--to <date>', 'received on that local date or before')
    .requiredOption('--out <file>', 'the PDF; there only once it is whole');
  register.action(async (unit: string) => {
    const options = GlobalOptions.parse(register.optsWithGlobals());
    const { out } = Out.parse(register.opts());
    const { from, to } = z.looseObject({ from: z.string(), to: z.string() }).parse(register.opts());
    await withPlatform(options, `clerk@${unit}`, async ({ client }) => {
      const path = `/units/${encodeURIComponent(unit)}/register.pdf?${new URLSearchParams({ from, to })}`;
      const saved = await client.download(path, out);
      print(options, saved, () => facts(saved, '', options.lang));
    });
  });
}
