import { randomUUID } from 'node:crypto';
import { type CommandRoute, DossierCode, DossierId, FindDossier, Receipt, tagPrefix } from '@hoso/contracts';
import { uuidV8 } from '@hoso/event-sourcing';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Client } from './client.ts';
import { CliError, exitCodes } from './exit-codes.ts';
import { instantArgument } from './instant.ts';
import { facts, print } from './output.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, type Session, withPlatform } from './session.ts';

/** The command line's word for a command of the HTTP interface, and as whom it is usually given. */
export interface Verb {
  readonly verb: string;
  readonly who: string;
}

export interface RouteCommandOptions {
  /** What it is about; a dossier by default. */
  readonly about?: 'dossier' | 'petition' | 'finding' | 'inspection';
  /** Whether `--log` may name any log of the folder; the command's content then says which. */
  readonly anyLog?: boolean;
  /** Whether a dossier begins with it, so that it needs no id yet. */
  readonly begins?: boolean;
  /** What of its content is given by options; all of it by default. */
  readonly content?: z.ZodObject;
  /** The rest of its content, from the options given. */
  readonly more?: (given: Readonly<Record<string, unknown>>) => Promise<object>;
}

const CommandLine = z.looseObject({
  commandId: z.string().optional(),
  occurredAt: z.string().optional(),
  insist: z.string().optional(),
  authorisedBy: z.string().optional(),
  ifMatch: z.string().optional(),
});

/** A command of the command line for one of the HTTP interface, its options made from its schema. */
export function addRouteCommand(
  parent: Command,
  route: CommandRoute,
  { verb, who }: Verb,
  {
    about = 'dossier',
    begins = false,
    anyLog = false,
    content = route.command.data,
    more = async () => ({}),
  }: RouteCommandOptions = {},
): Command {
  const known = about === 'dossier' ? 'its id or code' : 'its id';
  const command = parent.command(verb).description(`${route.summary.en} / ${route.summary.vi}`);
  command.argument(
    begins ? `[${about}]` : `<${about}>`,
    begins ? 'its id; by default a new one, or the one that --command-id gives' : known,
  );
  addSchemaOptions(command, content);
  command
    .option('--occurred-at <instant>', 'when it happened; by default now', instantArgument)
    .option('--insist <reason>', 'stand by what the law forbids: recorded, with this reason')
    .option('--authorised-by <person>', 'who authorised the insistence')
    .option('--command-id <uuid>', 'repeating a command under its id is safe')
    .option(
      '--if-match <version>',
      'only if it is at this version (of the dossier, or of the case or shipment that the command is about)',
    );
  return command.action(async (given: string | undefined) => {
    const options = GlobalOptions.parse(command.optsWithGlobals());
    const { commandId: named, occurredAt, insist, authorisedBy, ifMatch } = CommandLine.parse(command.opts());
    const commandId = named ?? randomUUID();
    // A beginning that is repeated under its command id is about the same dossier, though nobody named that.
    const newId = (): string => (named === undefined ? uuidV7(Date.now()) : uuidV8(about, named));
    const body = {
      ...contentOf(content, command.opts()),
      ...(await more(command.opts())),
      ...(occurredAt === undefined ? {} : { occurredAt }),
      ...(insist === undefined
        ? {}
        : { insist: { reason: insist, ...(authorisedBy === undefined ? {} : { authorisedBy }) } }),
    };
    const give = async ({ client, log }: Session): Promise<void> => {
      const id = given === undefined ? newId() : about === 'dossier' ? await idOf(client, given) : given;
      const tag = ifMatch === undefined ? {} : { 'if-match': tagOf(route, body, ifMatch) };
      const headers = { 'command-id': commandId, ...tag };
      const receipt = Receipt.parse(
        await client.call({
          method: route.method,
          path: route.path.replace(':id', encodeURIComponent(id)),
          body: anyLog ? { ...body, log } : body,
          headers,
        }),
      );
      print(options, { ...receipt, [about]: id, commandId }, () =>
        facts({ [about]: id, version: receipt.version, position: receipt.position, commandId }, '', options.lang),
      );
    };
    await withPlatform(options, who, give, anyLog ? { logs: 'any' } : {});
  });
}

/** A bare version is one of what the command is about. */
function tagOf(route: CommandRoute, body: Readonly<Record<string, unknown>>, version: string): string {
  return /^\d+$/.test(version) ? `"${tagPrefix(route, body)}${version}"` : version;
}

/** A dossier's id by its id or code. */
export async function idOf(client: Client, given: string): Promise<string> {
  if (DossierId.safeParse(given).success) return given;
  if (!DossierCode.safeParse(given).success)
    throw new CliError(exitCodes.usage, `${given}: neither a dossier's id nor a dossier code`);
  return FindDossier.answer.parse(await client.call({ method: 'GET', path: `/dossiers/${given}` })).dossier.id;
}

/** RFC 9562 §5.7: milliseconds first, so that ids sort by the time they were made. */
function uuidV7(epochMs: number): string {
  const time = epochMs.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
