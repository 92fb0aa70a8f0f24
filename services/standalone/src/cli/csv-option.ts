import type { Command } from 'commander';

/** Commands that answer no list. Some ask for lists on their way: as CSV these would be all that they did. */
const noLists: ReadonlySet<string> = new Set([
  ...['inspection show', 'inspection redraw', 'inspection paper', 'inspection pack'],
  ...['ledger show', 'ledger prove-inclusion', 'ledger prove-consistency', 'ledger export', 'ledger evidence'],
  ...['ledger cosign', 'verify', 'witness', 'backup', 'restore', 'simulate', 'token', 'paper', 'letter', 'register'],
]);

/** Gives `--csv` to every command that answers a list, and has not a file of tables of its own. */
export function addCsvOptions(command: Command, path: readonly string[] = []): void {
  for (const below of command.commands) addCsvOptions(below, [...path, below.name()]);
  const has = (flag: string): boolean => command.options.some(({ long }) => long === flag);
  // What has an id by which it is repeated changes something.
  const isList = command.commands.length === 0 && !has('--command-id') && !noLists.has(path.join(' '));
  if (isList && !has('--csv')) command.option('--csv', 'lists whole, as CSV');
}
