import { Command, CommanderError, Option } from 'commander';
import { ToldAsCsv } from './cli/client.ts';
import { addCsvOptions } from './cli/csv-option.ts';
import { errorWords } from './cli/error-words.ts';
import { CliError, exitCodes } from './cli/exit-codes.ts';
import { addSimulateCommand } from './cli/simulate-commands.ts';
import { languageOf, usageWords } from './cli/usage-words.ts';

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

// A simulation needs the memory for itself: nothing of what other commands work with is loaded beside it.
if (isSimulation()) addSimulateCommand(program);
else (await import('./cli/commands.ts')).addCommands(program);
for (const command of program.commands) finish(command);
// A calendar and a rule set have versions, too: after the words of a command, --version is that command's.
program.version('0.1.0', isAskedOfUs('--version') ? '-V, --version' : '-V');
addCsvOptions(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = told(error);
}

/** Whether that is the first word which is neither an option nor what one is set to. */
function isSimulation(): boolean {
  const takesValue = (word = ''): boolean => program.options.some(({ long, required }) => required && long === word);
  const words = process.argv.slice(2);
  return words.find((word, at) => !word.startsWith('-') && !takesValue(words[at - 1])) === 'simulate';
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
