import { Command, CommanderError, Option } from 'commander';
import { addAuditCommands } from './cli/audit-commands.ts';
import { addBackupCommands } from './cli/backup-commands.ts';
import { addDossierCommands } from './cli/dossier-commands.ts';
import { ToldAsCsv } from './cli/client.ts';
import { addCsvOptions } from './cli/csv-option.ts';
import { errorWords } from './cli/error-words.ts';
import { CliError, exitCodes } from './cli/exit-codes.ts';
import { addInspectionCommands } from './cli/inspection-commands.ts';
import { addLedgerCommands } from './cli/ledger-commands.ts';
import { addNotificationCommands } from './cli/notification-commands.ts';
import { addOperationsCommands } from './cli/operations-commands.ts';
import { addPostalCommands } from './cli/postal-commands.ts';
import { addPaperCommands } from './cli/paper-commands.ts';
import { addRegistryCommands } from './cli/registry-commands.ts';
import { addSealCommands } from './cli/seal-commands.ts';
import { addScanCommands } from './cli/scan-commands.ts';
import { addPetitionCommands } from './cli/petition-commands.ts';
import { addShipmentCommands } from './cli/shipment-commands.ts';
import { addSimulateCommand } from './cli/simulate-commands.ts';
import { addTimelineCommands } from './cli/timeline-commands.ts';
import { addVerifyCommand } from './cli/verify-command.ts';
import { languageOf, usageWords } from './cli/usage-words.ts';
import { addWitnessCommand } from './cli/witness-command.ts';

const usualLanguage = process.env['LANG']?.startsWith('vi') ? 'vi' : 'en';
const program = new Command('hoso')
  .description('Administrative dossiers, replayable and provable')
  .option('--data <folder>', 'the data folder', process.env['HOSO_DATA'] ?? './.hoso')
  .option('--log <name>', 'a log of the folder; by default the one the platform works on')
  .option(
    '--as <role@unit>',
    'act as, e.g. clerk@ha-long-one-stop; otherwise the token in HOSO_TOKEN, otherwise who usually does this',
  )
  .addOption(new Option('--lang <language>', 'language of messages').choices(['vi', 'en']).default(usualLanguage))
  .option('--json', 'answer as JSON', false)
  .option('--jsonl', 'lists whole, one JSON object a line', false)
  .configureHelp({ showGlobalOptions: true })
  .exitOverride()
  // What is wrong is told at the end, as everything that goes wrong.
  .configureOutput({ outputError: () => undefined });

// `hoso … | head`: whoever reads has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

addDossierCommands(program);
addShipmentCommands(program);
addPetitionCommands(program);
addPostalCommands(program);
addNotificationCommands(program);
addPaperCommands(program);
addScanCommands(program);
addTimelineCommands(program);
addAuditCommands(program);
addInspectionCommands(program);
addRegistryCommands(program);
addOperationsCommands(program);
addBackupCommands(program);
addSimulateCommand(program);
addSealCommands(program);
addLedgerCommands(program);
addVerifyCommand(program);
addWitnessCommand(program);
for (const command of program.commands) finish(command);
addCsvOptions(program);
// A calendar and a rule set have versions, too: after the words of a command, --version is that command's.
program.version('0.1.0', isAskedOfUs('--version') ? '-V, --version' : '-V');

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = told(error);
}

/** Whether an option comes before the words of any command. */
function isAskedOfUs(option: string): boolean {
  const words = new Set(program.commands.map((command) => command.name()));
  const before = process.argv.slice(2, process.argv.includes(option) ? process.argv.indexOf(option) : undefined);
  return !before.some((word) => words.has(word));
}

/** Tells what went wrong, as words or as JSON on standard error; answers the exit code. */
function told(error: unknown): number {
  if (error instanceof ToldAsCsv) return 0;
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  // Whoever names no command of a group is shown its help.
  if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
  const known = knownOf(error);
  process.stderr.write(
    process.argv.includes('--json') ? `${JSON.stringify(known.problem)}\n` : `hoso: ${known.message}\n`,
  );
  return known.exitCode;
}

function knownOf(error: unknown): CliError {
  const language = languageOf(process.argv, usualLanguage);
  // What the platform refused comes in that language already, with its code.
  if (error instanceof CliError && error.isRefusal) return error;
  if (error instanceof CliError) return new CliError(error.exitCode, errorWords(error.message, language));
  if (error instanceof CommanderError) return new CliError(exitCodes.usage, usageWords(error, language));
  const message = Error.isError(error) ? error.message : String(error);
  return new CliError(exitCodes.unreachable, errorWords(message, language));
}

/** What every command has, whatever it is. */
function finish(command: Command): void {
  command.exitOverride();
  for (const below of command.commands) finish(below);
}
