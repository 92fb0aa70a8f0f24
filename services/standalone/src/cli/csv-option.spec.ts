import { describe, expect, it } from '@jest/globals';
import { Command } from 'commander';
import { addCsvOptions } from './csv-option.ts';

/** A program of a few commands, each with what it takes. */
function programOf(): Command {
  const program = new Command('hoso').exitOverride().configureOutput({ writeErr: () => undefined });
  const inspection = program.command('inspection');
  for (const name of ['list', 'show', 'pack']) inspection.command(name).action(() => undefined);
  inspection
    .command('open')
    .option('--command-id <uuid>')
    .action(() => undefined);
  program
    .command('figures')
    .option('--csv <file>')
    .action(() => undefined);
  program.command('verify').action(() => undefined);
  for (const one of [...program.commands, ...inspection.commands])
    one.exitOverride().configureOutput({ writeErr: () => undefined });
  addCsvOptions(program);
  return program;
}

describe('--csv', () => {
  it.each([['inspection list --csv'], ['figures --csv a.csv']])('is for what answers a list: %s', (words) =>
    expect(() => programOf().parse(words.split(' '), { from: 'user' })).not.toThrow(),
  );

  it.each(['inspection show', 'inspection pack', 'inspection open', 'verify'])('is nothing to %s', (words) =>
    expect(() => programOf().parse([...words.split(' '), '--csv'], { from: 'user' })).toThrow("unknown option '--csv'"),
  );
});
