import {
  Applicant,
  Channel,
  DossierStatus,
  DossierSummary,
  ListNotifications,
  ListOfficers,
  ListWork,
  PetitionSummary,
  RegisterUnit,
  ShipmentSummary,
} from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { memberIn } from './members.ts';
import { facts, table } from './output.ts';
import { truthIn, valueIn } from './values.ts';

const answers = [
  ...[DossierSummary, Applicant, PetitionSummary, ShipmentSummary, RegisterUnit.data],
  ...[ListWork.answer, ListNotifications.answer, ListOfficers.answer],
];

interface Member {
  readonly name: string;
  readonly codes: readonly string[];
}

/** Every member of a schema, wherever it stands, and the codes that it takes. */
function membersOf(schema: unknown): readonly Member[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, member]) => [
      { name, codes: codesOf(member) },
      ...membersOf(member),
    ]);
  }
  return insideOf(schema).flatMap(membersOf);
}

function codesOf(schema: unknown): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  return schema instanceof z.ZodObject ? [] : insideOf(schema).flatMap(codesOf);
}

function insideOf(schema: unknown): readonly unknown[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodUnion) return schema.options;
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? [schema.unwrap()] : [];
}

describe('What lists and facts tell', () => {
  const members = answers.flatMap(membersOf);

  it('has a Vietnamese word for every code', () => {
    const codes = members.flatMap(({ name, codes: of }) => of.map((code) => ({ name, code })));
    expect(codes.length).toBeGreaterThan(60);
    // Ways of signing for a head are abbreviations of Vietnamese, and why something failed is for who runs it.
    const theirOwn = new Set(['capacity', 'failure', 'because', 'refused']);
    const isUntold = ({ name, code }: (typeof codes)[number]) => valueIn('vi', name, code) === code;
    expect(codes.filter((one) => !theirOwn.has(one.name) && isUntold(one))).toEqual([]);
  });

  it('has a Vietnamese name for every member', () => {
    const names = [DossierSummary, Applicant, ShipmentSummary].flatMap(membersOf).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => memberIn('vi', name) === name)).toEqual([]);
  });

  it('is codes in English, and what has no word stays', () => {
    expect(valueIn('en', 'status', 'in-process')).toBe('in-process');
    expect(valueIn('vi', 'status', 'something-new')).toBe('something-new');
    expect(valueIn('vi', 'code', 'received')).toBe('received');
    for (const status of DossierStatus.options) expect(valueIn('vi', 'status', status)).not.toBe(status);
    for (const channel of Channel.options) expect(valueIn('vi', 'channel', channel)).not.toBe(channel);
    expect([truthIn('vi', true), truthIn('vi', false), truthIn('en', true)]).toEqual(['có', 'không', 'true']);
  });

  it('reads in Vietnamese as a whole', () => {
    const rows = [['000.00.21.H49-220315-0001', 'in-process', true]];
    expect(table(['code', 'status', 'overdue'], rows, 'vi').split('\n')[1]).toBe(
      '000.00.21.H49-220315-0001  đang giải quyết  có',
    );
    expect(facts({ status: 'withdrawn', levels: ['commune', 'province'], returnBy: 'post' }, '', 'vi')).toBe(
      ['trạng thái    đã rút', 'cấp           xã, tỉnh', 'nhận kết quả  qua bưu chính'].join('\n'),
    );
  });
});
