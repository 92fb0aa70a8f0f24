import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  type CommandRoute,
  DossierCode,
  DossierId,
  FindDossier,
  ListDossiers,
  Receipt,
  routes,
  tagPrefix,
} from '@hoso/contracts';
import { uuidV8 } from '@hoso/event-sourcing';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { instantArgument } from './instant.ts';
import { facts, freshness, print, printList } from './output.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';

/** The command line's words for the commands of the HTTP interface, and as whom they are usually given. */
const verbs: Readonly<Record<string, readonly [verb: string, who: string]>> = {
  SubmitDossier: ['submit', 'clerk@ha-long-one-stop'],
  RecordScan: ['scan', 'clerk@ha-long-one-stop'],
  RequestSupplement: ['request-supplement', 'clerk@ha-long-one-stop'],
  ReceiveSupplement: ['supplement', 'clerk@ha-long-one-stop'],
  ReceiveDossier: ['receive', 'clerk@ha-long-one-stop'],
  RefuseDossier: ['refuse', 'clerk@ha-long-one-stop'],
  TransferDossier: ['transfer', 'clerk@ha-long-one-stop'],
  ChangeDueDate: ['due', 'clerk@ha-long-one-stop'],
  ReturnResult: ['return', 'clerk@ha-long-one-stop'],
  WithdrawDossier: ['withdraw', 'clerk@ha-long-one-stop'],
  AssignOfficer: ['assign', 'head@ha-long-office'],
  CompleteStep: ['complete-step', 'officer@ha-long-office'],
  RequestAppraisalSupplement: ['request-appraisal-supplement', 'officer@ha-long-office'],
  ReceiveAppraisalSupplement: ['appraisal-supplement', 'clerk@ha-long-one-stop'],
  RequestExtension: ['request-extension', 'officer@ha-long-office'],
  Apologise: ['apologise', 'head@ha-long-office'],
  IssueResult: ['issue', 'head@ha-long-office'],
  RefuseAfterAppraisal: ['refuse-after-appraisal', 'head@ha-long-office'],
};

const CommandLine = z.looseObject({
  commandId: z.string().optional(),
  occurredAt: z.string().optional(),
  insist: z.string().optional(),
  authorisedBy: z.string().optional(),
  ifMatch: z.string().optional(),
  file: z.string().optional(),
});

export function addDossierCommands(program: Command): void {
  const dossier = program.command('dossier').description('take a dossier through its life');
  for (const route of routes) {
    if ('command' in route && verbs[route.command.name]) addCommand(dossier, route);
  }
  addShow(dossier);
  addList(dossier);
}

function addCommand(dossier: Command, route: CommandRoute): void {
  const [verb, who] = verbs[route.command.name] ?? ['', ''];
  const submits = route.method === 'PUT';
  const scans = verb === 'scan';
  const command = dossier.command(verb).description(`${route.summary.en} / ${route.summary.vi}`);
  command.argument(
    submits ? '[dossier]' : '<dossier>',
    submits ? 'its id; by default a new one, or the one that --command-id gives' : 'its id or code',
  );
  const content = scans ? route.command.data.pick({ document: true }) : route.command.data;
  addSchemaOptions(command, content);
  if (scans) command.requiredOption('--file <path>', 'the scan; its hash, size and type are recorded');
  command
    .option('--occurred-at <instant>', 'when it happened; by default now', instantArgument)
    .option('--insist <reason>', 'stand by what the law forbids: recorded, with this reason')
    .option('--authorised-by <person>', 'who authorised the insistence')
    .option('--command-id <uuid>', 'repeating a command under its id is safe')
    .option(
      '--if-match <version>',
      'only if it is at this version (of the dossier, or of the case that the command is about)',
    );
  command.action(async (given: string | undefined) => {
    const options = GlobalOptions.parse(command.optsWithGlobals());
    const { commandId: named, occurredAt, insist, authorisedBy, ifMatch, file } = CommandLine.parse(command.opts());
    const commandId = named ?? randomUUID();
    // A submission that is repeated under its command id is about the same dossier, though nobody named that.
    const newId = (): string => (named === undefined ? uuidV7(Date.now()) : uuidV8('dossier', named));
    const body = {
      ...contentOf(content, command.opts()),
      ...(scans && file !== undefined ? await scanOf(file) : {}),
      ...(occurredAt === undefined ? {} : { occurredAt }),
      ...(insist === undefined
        ? {}
        : { insist: { reason: insist, ...(authorisedBy === undefined ? {} : { authorisedBy }) } }),
    };
    await withPlatform(options, who, async ({ client }) => {
      const id = given === undefined ? newId() : await idOf(client, given);
      const tag = ifMatch === undefined ? {} : { 'if-match': tagOf(route, body, ifMatch) };
      const headers = { 'command-id': commandId, ...tag };
      const receipt = Receipt.parse(
        await client.call({ method: route.method, path: route.path.replace(':id', id), body, headers }),
      );
      print(options, { ...receipt, dossier: id, commandId }, () =>
        facts({ dossier: id, version: receipt.version, position: receipt.position, commandId }),
      );
    });
  });
}

/** A bare version is one of what the command is about. */
function tagOf(route: CommandRoute, body: Readonly<Record<string, unknown>>, version: string): string {
  return /^\d+$/.test(version) ? `"${tagPrefix(route, body)}${version}"` : version;
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
        return `${facts(shown)}\n${freshness(options, fresh)}`;
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

export async function idOf(client: Client, given: string): Promise<string> {
  if (DossierId.safeParse(given).success) return given;
  if (!DossierCode.safeParse(given).success)
    throw new CliError(exitCodes.usage, `${given}: neither a dossier's id nor a dossier code`);
  return FindDossier.answer.parse(await client.call({ method: 'GET', path: `/dossiers/${given}` })).dossier.id;
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

/** RFC 9562 §5.7: milliseconds first, so that ids sort by the time they were made. */
function uuidV7(epochMs: number): string {
  const time = epochMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
