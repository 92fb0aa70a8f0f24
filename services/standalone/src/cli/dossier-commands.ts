import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type CommandRoute, FindDossier, ListDossiers, ListWork, routes } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { CliError, exitCodes } from './exit-codes.ts';
import { facts, freshness, print, printList } from './output.ts';
import { addListCommands } from './list-commands.ts';
import { addRouteCommand, type Verb } from './route-commands.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';

/** The command line's words for the commands of the HTTP interface, and as whom they are usually given. */
const verbs: Readonly<Record<string, Verb>> = {
  SubmitDossier: { verb: 'submit', who: 'clerk@ha-long-one-stop' },
  RecordScan: { verb: 'scan', who: 'clerk@ha-long-one-stop' },
  RequestSupplement: { verb: 'request-supplement', who: 'clerk@ha-long-one-stop' },
  ReceiveSupplement: { verb: 'supplement', who: 'clerk@ha-long-one-stop' },
  ReceiveDossier: { verb: 'receive', who: 'clerk@ha-long-one-stop' },
  RefuseDossier: { verb: 'refuse', who: 'clerk@ha-long-one-stop' },
  TransferDossier: { verb: 'transfer', who: 'clerk@ha-long-one-stop' },
  ShareDossier: { verb: 'share', who: 'clerk@ha-long-one-stop' },
  ChangeDueDate: { verb: 'due', who: 'clerk@ha-long-one-stop' },
  ReturnResult: { verb: 'return', who: 'clerk@ha-long-one-stop' },
  WithdrawDossier: { verb: 'withdraw', who: 'clerk@ha-long-one-stop' },
  TakeOriginals: { verb: 'take-originals', who: 'clerk@ha-long-one-stop' },
  ReturnOriginals: { verb: 'return-originals', who: 'clerk@ha-long-one-stop' },
  ChargeFee: { verb: 'charge', who: 'clerk@ha-long-one-stop' },
  PayFee: { verb: 'pay', who: 'clerk@ha-long-one-stop' },
  CorrectEntry: { verb: 'correct', who: 'clerk@ha-long-one-stop' },
  ResolveAtOnce: { verb: 'resolve-at-once', who: 'clerk@ha-long-one-stop' },
  ExemptFromScan: { verb: 'exempt-from-scan', who: 'clerk@ha-long-one-stop' },
  NotifyEarlyResult: { verb: 'notify-early', who: 'clerk@ha-long-one-stop' },
  NotifyResult: { verb: 'notify-result', who: 'clerk@ha-long-one-stop' },
  PostLetter: { verb: 'post-letter', who: 'clerk@ha-long-one-stop' },
  NotifyReAppointment: { verb: 'notify-new-date', who: 'clerk@ha-long-one-stop' },
  RestartClock: { verb: 'restart-clock', who: 'clerk@ha-long-one-stop' },
  IssueFeeReceipt: { verb: 'fee-receipt', who: 'clerk@ha-long-one-stop' },
  AssignOfficer: { verb: 'assign', who: 'head@ha-long-office' },
  CompleteStep: { verb: 'complete-step', who: 'officer@ha-long-office' },
  Verify: { verb: 'verify', who: 'officer@ha-long-office' },
  RequestConsultation: { verb: 'consult', who: 'officer@ha-long-office' },
  AnswerConsultation: { verb: 'answer-consultation', who: 'coordinator@ha-long-office' },
  ReportLateConsultation: { verb: 'report-late-consultation', who: 'officer@ha-long-office' },
  RequestAppraisalSupplement: { verb: 'request-appraisal-supplement', who: 'officer@ha-long-office' },
  ReceiveAppraisalSupplement: { verb: 'appraisal-supplement', who: 'clerk@ha-long-one-stop' },
  NotifyFinancialObligation: { verb: 'notify-obligation', who: 'officer@ha-long-office' },
  FulfilFinancialObligation: { verb: 'fulfil-obligation', who: 'clerk@ha-long-one-stop' },
  StopProcessing: { verb: 'stop', who: 'head@ha-long-office' },
  ResumeProcessing: { verb: 'resume', who: 'head@ha-long-office' },
  AutoClose: { verb: 'close-unsupplemented', who: 'head@ha-long-office' },
  RequestExtension: { verb: 'request-extension', who: 'officer@ha-long-office' },
  Apologise: { verb: 'apologise', who: 'head@ha-long-office' },
  IssueResult: { verb: 'issue', who: 'head@ha-long-office' },
  RefuseAfterAppraisal: { verb: 'refuse-after-appraisal', who: 'head@ha-long-office' },
  ReturnToOneStop: { verb: 'return-to-one-stop', who: 'officer@ha-long-office' },
  CorrectCaseEntry: { verb: 'correct-case', who: 'officer@ha-long-office' },
  RecallResult: { verb: 'recall', who: 'head@ha-long-office' },
};

export function addDossierCommands(program: Command): void {
  const dossier = program.command('dossier').description('take a dossier through its life');
  for (const route of routes) {
    if (!('command' in route)) continue;
    const said = verbs[route.command.name];
    if (said?.verb === 'scan') addScan(dossier, route, said);
    else if (said) addRouteCommand(dossier, route, said, { begins: route.method === 'PUT' });
  }
  addListCommands(dossier);
  addShow(dossier);
  addList(dossier);
  addSearch(dossier);
  addWork(dossier);
}

/** A scan is a file here, and its hash, size and type there. */
function addScan(dossier: Command, route: CommandRoute, said: Verb): void {
  const command = addRouteCommand(dossier, route, said, {
    content: route.command.data.pick({ document: true }),
    more: ({ file }) => scanOf(z.string().parse(file)),
  });
  command.requiredOption('--file <path>', 'the scan; its hash, size and type are recorded');
}

function addShow(dossier: Command): void {
  const show = dossier.command('show').description('one dossier as it stands').argument('<dossier>', 'its id or code');
  show.option('--at-least <position>', 'wait until the answer holds the event at this position');
  show.action(async (given: string) => {
    const options = GlobalOptions.parse(show.optsWithGlobals());
    await withPlatform(options, 'clerk@ha-long-one-stop', async ({ client }) => {
      const answer = await client.call({
        method: 'GET',
        path: `/dossiers/${encodeURIComponent(given)}`,
        query: { atLeast: show.opts()['atLeast'] },
      });
      print(options, answer, () => {
        const { dossier: shown, ...fresh } = FindDossier.answer.parse(answer);
        return `${facts(shown, '', options.lang)}\n${freshness(options, fresh)}`;
      });
    });
  });
}

function addList(dossier: Command): void {
  const list = dossier.command('list').description('dossiers, newest first');
  addSchemaOptions(list, ListDossiers.ask.omit({ limit: true }));
  list.option('--limit <count>', 'items a page, at most 200', '50');
  list.action(async () => {
    const options = GlobalOptions.parse(list.optsWithGlobals());
    const { limit, after, ...asked } = z
      .looseObject({ limit: z.string(), after: z.string().optional() })
      .parse(list.opts());
    const query = contentOf(ListDossiers.ask.omit({ limit: true, after: true }), asked);
    await withPlatform(options, 'inspector@inspectorate', ({ client }) =>
      printList(
        options,
        (next) =>
          client.call({
            method: 'GET',
            path: '/dossiers',
            query: { ...z.record(z.string(), z.string()).parse(query), limit, after: next },
          }),
        ['code', 'id', 'status', 'procedure', 'due'],
        (item) => [item['code'], item['id'], item['status'], item['procedure'], item['dueAt']],
        after,
      ),
    );
  });
}

function addWork(dossier: Command): void {
  const work = dossier.command('work').description('what an agency, or one of its officers, has to work on');
  addSchemaOptions(work, ListWork.ask.omit({ limit: true }));
  work.option('--limit <count>', 'items a page, at most 200', '50');
  work.action(async () => {
    const options = GlobalOptions.parse(work.optsWithGlobals());
    const { limit, after, ...asked } = z
      .looseObject({ limit: z.string(), after: z.string().optional() })
      .parse(work.opts());
    const query = contentOf(ListWork.ask.omit({ limit: true, after: true }), asked);
    await withPlatform(options, 'inspector@inspectorate', ({ client }) =>
      printList(
        options,
        (next) => client.call({ method: 'GET', path: '/work', query: { ...textOf(query), limit, after: next } }),
        ['code', 'dossier', 'case', 'status', 'due', 'overdue', 'unit', 'officer'],
        (item) =>
          ['code', 'dossier', 'case', 'status', 'dueAt', 'overdue', 'agency', 'officer'].map((name) => item[name]),
        after,
      ),
    );
  });
}

/** What a query string says of it. */
function textOf(query: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}

function addSearch(dossier: Command): void {
  const search = dossier
    .command('search')
    .description('dossiers by code, procedure or applicant')
    .argument('<text>', "the beginning of a dossier's or a procedure's code, or a name, with or without marks")
    .option('--limit <count>', 'items a page, at most 200', '20')
    .option('--after <cursor>', 'the page after');
  search.action(async (text: string) => {
    const options = GlobalOptions.parse(search.optsWithGlobals());
    const { limit, after } = z.looseObject({ limit: z.string(), after: z.string().optional() }).parse(search.opts());
    await withPlatform(options, 'inspector@inspectorate', ({ client }) =>
      printList(
        options,
        (next) => client.call({ method: 'GET', path: '/dossiers/search', query: { text, limit, after: next } }),
        ['code', 'id', 'status', 'procedure', 'due', 'applicant'],
        (item) => [item['code'], item['id'], item['status'], item['procedure'], item['dueAt'], item['applicantName']],
        after,
      ),
    );
  });
}

const mediaTypes: Readonly<Record<string, string>> = {
  '%PDF': 'application/pdf',
  '\u0089PNG': 'image/png',
  '\u00ff\u00d8\u00ff': 'image/jpeg',
};

async function scanOf(
  file: string,
): Promise<{ readonly sha256: string; readonly bytes: number; readonly mediaType: string }> {
  const digest = createHash('sha256');
  let bytes = 0;
  let head = '';
  try {
    for await (const chunk of createReadStream(file)) {
      if (bytes === 0) head = Buffer.from(chunk).toString('latin1', 0, 4);
      bytes += chunk.length;
      digest.update(chunk);
    }
  } catch (error) {
    throw new CliError(
      exitCodes.unreachable,
      `${file} cannot be read: ${Error.isError(error) ? error.message : error}`,
    );
  }
  const known = Object.keys(mediaTypes).find((magic) => head.startsWith(magic));
  return { sha256: digest.digest('hex'), bytes, mediaType: (known && mediaTypes[known]) ?? 'application/octet-stream' };
}
