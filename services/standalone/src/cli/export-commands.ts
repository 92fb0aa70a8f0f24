import { existsSync } from 'node:fs';
import { ExportFormat } from '@hoso/contracts';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { CliError, exitCodes } from './exit-codes.ts';
import { facts, print } from './output.ts';
import { GlobalOptions, withAnyLog } from './session.ts';

const CommandLine = z.looseObject({ format: ExportFormat, out: z.string(), personal: z.boolean() });

/** A whole log for other systems, as a file that gets its name once it is whole. */
export function addExportLog(audit: Command): void {
  const exporting = audit
    .command('export')
    .description('a whole log in a format of other systems / xuất nhật ký cho hệ thống khác')
    .addOption(new Option('--format <format>', 'what is written').choices(ExportFormat.options).makeOptionMandatory())
    .requiredOption('--out <file>', 'a new file')
    .option('--personal', 'with what is sealed, for inspectors: that it is read is recorded first', false);
  exporting.action(async () => {
    const options = GlobalOptions.parse(exporting.optsWithGlobals());
    const { format, out, personal } = CommandLine.parse(exporting.opts());
    if (existsSync(out)) throw new CliError(exitCodes.usage, `${out} is there already: name a new file`);
    const saved = await withAnyLog(options, ({ client, log }) =>
      client.download(
        `/logs/${encodeURIComponent(log)}/export?${new URLSearchParams({ format, personal: String(personal) })}`,
        out,
      ),
    );
    print(options, saved, () => facts(saved, '', options.lang));
  });
}
