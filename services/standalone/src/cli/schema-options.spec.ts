import { describe, expect, it } from '@jest/globals';
import {
  AssignOfficer,
  ListCountedDossiers,
  ListDossiers,
  RequestSupplement,
  ReceiveDossier,
  SealItem,
  SubmitDossier,
} from '@hoso/contracts';
import { Command } from 'commander';
import { z } from 'zod';
import { addSchemaOptions, contentOf } from './schema-options.ts';

/** What a command with a schema's options makes of these words. */
function contentFrom(schema: z.ZodObject, words: readonly string[]): unknown {
  const command = new Command('trial').exitOverride().configureOutput({ writeErr: () => undefined });
  addSchemaOptions(command, schema);
  command.parse(words, { from: 'user' });
  return contentOf(schema, command.opts());
}

describe('Options made from a schema', () => {
  it('flatten nested members and keep out what was not given', () =>
    expect(
      contentFrom(SubmitDossier.data, [
        ...['--procedure', '1.001612', '--channel', 'counter', '--one-stop', 'ha-long-one-stop'],
        ...[
          '--applicant-kind',
          'citizen',
          '--applicant-name',
          'Nguyễn Thị Hoa',
          '--applicant-id-number',
          '022180001234',
        ],
        ...['--return-by', 'counter'],
      ]),
    ).toEqual({
      procedure: '1.001612',
      channel: 'counter',
      oneStop: 'ha-long-one-stop',
      applicant: { kind: 'citizen', name: 'Nguyễn Thị Hoa', idNumber: '022180001234' },
      returnBy: 'counter',
    }));

  it('take a list as an option given several times', () =>
    expect(
      contentFrom(RequestSupplement.data, ['--items', 'Giấy khai sinh', '--items', 'Căn cước', '--reason', 'Thiếu']),
    ).toEqual({ items: ['Giấy khai sinh', 'Căn cước'], reason: 'Thiếu' }));

  it('keep a long list of words out of the column of options, and tell and check it all the same', () => {
    const command = new Command('trial').exitOverride().configureOutput({ writeErr: () => undefined });
    addSchemaOptions(command, ListCountedDossiers.ask);
    const flags = command.options.map((option) => option.flags);
    expect(flags).toContain('--channel <counter|online|post>');
    expect(flags).toContain('--figure <value>');
    expect(command.helpInformation()).toContain('"lateByOriginal"');
    expect(() => command.parse(['--figure', 'nothing'], { from: 'user' })).toThrow('Allowed choices are dossiers');
  });

  it('take instants as people type them', () =>
    expect(contentFrom(ReceiveDossier.data, ['--due-at', '2022-03-18T17:00'])).toEqual({
      dueAt: '2022-03-18T10:00:00.000Z',
    }));

  it('take whole numbers, and leave a default to the schema', () => {
    expect(contentFrom(AssignOfficer.data, ['--officer', 'officer-0802', '--case', '2'])).toEqual({
      officer: 'officer-0802',
      case: 2,
    });
    expect(contentFrom(AssignOfficer.data, ['--officer', 'officer-0802'])).toEqual({ officer: 'officer-0802' });
  });

  it('take a yes without a word', () => {
    expect(contentFrom(SealItem.data, ['--applicant-present'])).toEqual({ applicantPresent: true });
    expect(contentFrom(SealItem.data, ['--applicant-present', 'yes'])).toEqual({ applicantPresent: true });
    expect(contentFrom(SealItem.data, ['--applicant-present', 'no'])).toEqual({ applicantPresent: false });
    expect(contentFrom(SealItem.data, [])).toEqual({});
  });

  it.each([
    ['a yes that is none', SealItem.data, ['--applicant-present', 'perhaps']],
    ['a required one that is missing', SubmitDossier.data, ['--procedure', '1.001612']],
    ['a choice that there is not', ListDossiers.ask, ['--status', 'lost']],
    ['a number that is none', AssignOfficer.data, ['--officer', 'officer-0802', '--case', '1e3']],
    ['a day that there is not', ReceiveDossier.data, ['--due-at', '2022-02-30']],
    ['an option that there is not', ReceiveDossier.data, ['--due', '2022-03-01']],
  ])('refuse %s', (_, schema, words) =>
    expect(() => contentFrom(schema, words)).toThrow(expect.objectContaining({ exitCode: 1 })),
  );

  it('ask for nothing of an object that may be left out', () => {
    const schema = z.strictObject({ note: z.string(), sender: z.strictObject({ name: z.string() }).optional() });
    expect(contentFrom(schema, ['--note', 'a'])).toEqual({ note: 'a' });
    expect(contentFrom(schema, ['--note', 'a', '--sender-name', 'b'])).toEqual({ note: 'a', sender: { name: 'b' } });
  });
});
