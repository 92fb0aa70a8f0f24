import { describe, expect, it } from '@jest/globals';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { instantArgument } from './instant.ts';
import { languageOf, usageWords } from './usage-words.ts';

/** What the parser says to these words. */
function mistakeIn(words: readonly string[]): CommanderError {
  const program = new Command('hoso').exitOverride().configureOutput({ outputError: () => undefined });
  program
    .command('backup')
    .argument('<folder>')
    .requiredOption('--keys <folder>')
    .addOption(new Option('--kind <kind>').choices(['live', 'simulated']))
    .addOption(new Option('--live').conflicts('kind'))
    .option('--to <instant>', 'when', instantArgument)
    .option('--count <n>', 'how many', () => {
      throw new InvalidArgumentError('a whole number');
    });
  const show = program.command('show');
  show.addArgument(show.createArgument('<kind>').choices(['unit', 'calendar']));
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error;
    throw error;
  }
  throw new Error('there is no mistake in these words');
}

const noSuchDay = 'không phải ngày hay thời điểm có thật, ví dụ 2022-03-15, 2022-03-15T09:30 hoặc 2022-03-15T02:30:00Z';

describe('What is wrong with the words of a command', () => {
  it.each([
    ['backup --keys k', "thiếu đối số 'folder'", "missing required argument 'folder'"],
    ['backup a', "thiếu tùy chọn bắt buộc '--keys <folder>'", "required option '--keys <folder>' not specified"],
    ['backup a --keys', "tùy chọn '--keys <folder>' thiếu giá trị", "option '--keys <folder>' argument missing"],
    ['backup --keys k a b', 'thừa đối số: cần 1, nhận được 2: a, b', "too many arguments for 'backup'. Expected 1 "],
    ['backup a --keys k --xyz', "không có tùy chọn '--xyz'", "unknown option '--xyz'"],
    [
      'backup a --keys k --kes',
      "không có tùy chọn '--kes'\n(Có phải bạn muốn: --keys?)",
      "unknown option '--kes'\n(Did you ",
    ],
    ['bakup', "không có lệnh 'bakup'\n(Có phải bạn muốn: backup?)", "unknown command 'bakup'\n(Did you mean backup?)"],
    [
      'backup a --keys k --live --kind live',
      "tùy chọn '--live' không dùng được cùng với '--kind <kind>'",
      "option '--live' cannot be used with option '--kind <kind>'",
    ],
    [
      'backup a --kind dead',
      "tùy chọn '--kind <kind>' không nhận giá trị 'dead': chỉ nhận một trong: live, simulated",
      "option '--kind <kind>' argument 'dead' is invalid. Allowed choices are live, simulated.",
    ],
    [
      'show dead',
      "đối số 'kind' không nhận giá trị 'dead': chỉ nhận một trong: unit, calendar",
      "command-argument value 'dead' is invalid for argument 'kind'. Allowed choices are unit, calendar.",
    ],
    [
      'backup a --count x',
      "tùy chọn '--count <n>' không nhận giá trị 'x': phải là một số nguyên",
      "option '--count <n>' argument 'x' is invalid. a whole number",
    ],
    [
      'backup a --to 2022-02-30',
      `tùy chọn '--to <instant>' không nhận giá trị '2022-02-30': 2022-02-30: ${noSuchDay}`,
      "option '--to <instant>' argument '2022-02-30' is invalid. 2022-02-30: not a date or instant that exists",
    ],
  ])('is told in either language: %s', (words, vi, en) => {
    const mistake = mistakeIn(words.split(' '));
    expect(usageWords(mistake, 'vi')).toBe(vi);
    expect(usageWords(mistake, 'en')).toContain(en);
  });

  it('stays as it is where nobody foresaw it', () =>
    expect(usageWords({ message: 'error: of another kind' }, 'vi')).toBe('of another kind'));

  it.each([
    ['a --lang vi', 'vi'],
    ['a --lang=vi', 'vi'],
    ['a --lang en --lang vi', 'vi'],
    ['a --lang', 'en'],
    ['a --lang fr', 'en'],
    ['a', 'en'],
  ] as const)('is asked for: %s', (words, language) => expect(languageOf(words.split(' '), 'en')).toBe(language));
});
