import { randomUUID } from 'node:crypto';
import { type CounterList, counterLists, ListReport } from '@hoso/contracts';
import type { Command } from 'commander';
import { z } from 'zod';
import { exitCodes } from './exit-codes.ts';
import { instantArgument } from './instant.ts';
import { print, table } from './output.ts';
import { idOf } from './route-commands.ts';
import { addSchemaOptions, contentOf } from './schema-options.ts';
import { GlobalOptions, withPlatform } from './session.ts';

const CommandLine = z.looseObject({
  commandId: z.string().optional(),
  occurredAt: z.string().optional(),
  insist: z.string().optional(),
});

/** A verb for every list of counters: the same for each dossier named. */
export function addListCommands(dossier: Command): void {
  for (const list of counterLists) addList(dossier, list);
}

function addList(dossier: Command, { path, summary, each }: CounterList): void {
  const command = dossier.command(path.slice(1)).description(`${summary.en} / ${summary.vi}`);
  command.argument('<dossiers...>', 'their ids or codes');
  addSchemaOptions(command, each.command.data);
  command
    .option('--occurred-at <instant>', 'when it happened; by default now', instantArgument)
    .option('--insist <reason>', 'stand by what the law forbids: recorded, with this reason')
    .option('--command-id <uuid>', 'repeating a list under its id is safe');
  command.action(async (given: readonly string[]) => {
    const options = GlobalOptions.parse(command.optsWithGlobals());
    const { commandId = randomUUID(), occurredAt, insist } = CommandLine.parse(command.opts());
    const body = {
      ...contentOf(each.command.data, command.opts()),
      ...(occurredAt === undefined ? {} : { occurredAt }),
      ...(insist === undefined ? {} : { insist: { reason: insist } }),
    };
    await withPlatform(options, 'clerk@ha-long-one-stop', async ({ client }) => {
      const items: object[] = [];
      for (const one of given) items.push({ dossier: await idOf(client, one), ...body });
      const answer = await client.call({ method: 'POST', path, body: { items }, headers: { 'command-id': commandId } });
      const report = ListReport.parse(answer);
      print(options, report, () => lines(report, options));
      if (report.done < report.items.length) process.exitCode = exitCodes.refused;
    });
  });
}

function lines({ items }: ListReport, { lang }: GlobalOptions): string {
  return table(
    ['dossier', 'version', 'refused', 'why'],
    items.map(({ dossier, receipt, problem }) => [dossier, receipt?.version, problem?.code, problem?.detail]),
    lang,
  );
}
