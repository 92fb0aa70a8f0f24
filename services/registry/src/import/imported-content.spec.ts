import { ProcedureVersion } from '@hoso/contracts';
import { specification } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ProcedureCommand, type ProcedureEvent, procedure } from '../procedure/procedure.ts';
import { importedContent } from './imported-content.ts';
import type { SaidProcedure } from './said-procedure.ts';

const said: SaidProcedure = {
  code: '1.001193',
  name: 'Thủ tục đăng ký khai sinh',
  levels: ['commune'],
  terms: { counter: { unit: 'unstated', amount: 1 }, post: { unit: 'workingDays', amount: 2 } },
  documents: [
    { name: 'Tờ khai', form: 'copy' },
    { name: 'Giấy ủy quyền', form: 'original' },
    { name: 'GIẤY ỦY QUYỀN', form: 'copy' },
  ],
  url: 'https://dichvucong.gov.vn/1',
};
const known: ProcedureVersion = {
  code: '1.001193',
  version: 3,
  name: { vi: 'Đăng ký khai sinh', en: 'Birth registration' },
  effectiveFrom: '2019-01-06',
  levels: ['commune'],
  terms: { counter: { unit: 'sameDay' }, online: { unit: 'sameDay' } },
  documents: [
    { code: 'application-form', name: 'Tờ khai', form: 'original', needed: true },
    { code: 'birth-certificate', name: 'Giấy chứng sinh', form: 'original', needed: true },
    { code: 'passport', name: 'Hộ chiếu', form: 'copy', needed: false },
  ],
  fee: { amount: 8_000 },
  steps: [{ code: 'judge', name: { vi: 'Xét', en: 'Judge' }, role: 'head' }],
  clerkMayProcess: true,
  source: { text: 'a portal' },
  assumed: ['The day is the one of Luật Hộ tịch Đ5.3'],
};

const text = fc.constantFrom(
  'Tờ khai',
  'TO KHAI',
  'Đơn',
  '+ Đơn:',
  '—',
  'Giấy tờ',
  'Đơn đề nghị cấp lại '.repeat(9).trim(),
);
const term = fc.constantFrom(
  { unit: 'unstated' } as const,
  { unit: 'unstated', amount: 3 } as const,
  { unit: 'workingDays', amount: 3 } as const,
);
const rows: fc.Arbitrary<SaidProcedure> = fc.record(
  {
    code: fc.constant('1.001193'),
    name: text,
    levels: fc.constantFrom<SaidProcedure['levels'][]>(['commune'], ['province', 'commune']),
    terms: fc.record({ counter: term, online: term, post: term }, { requiredKeys: [] }),
    documents: fc.array(fc.record({ name: text, form: fc.constantFrom('original', 'copy', 'unstated') }), {
      maxLength: 8,
    }),
    fee: fc.constantFrom({}, { amount: 0 }, { note: 'theo quy định' }),
    url: fc.constant('https://dichvucong.gov.vn/1'),
  },
  { requiredKeys: ['code', 'name', 'levels', 'terms', 'documents'] },
);

const actor = { id: 'registrar-1', role: 'registrar', unit: 'platform' };
const importing = (row: SaidProcedure, effectiveFrom = '2022-02-01'): ProcedureCommand => ({
  ...{ type: 'ImportProcedure', data: { ...row, effectiveFrom }, actor, occurredAt: '2022-02-01T01:00:00.000Z' },
});
const given = specification(procedure);
const published = (data: ProcedureVersion): ProcedureEvent => ({ type: 'ProcedurePublished', data });

describe('An imported row', () => {
  it('becomes a first version, with all that it does not say assumed and marked so', () => {
    const content = importedContent(said, undefined);
    expect(content).toMatchObject({
      name: { vi: said.name, en: said.name },
      terms: said.terms,
      documents: [
        { code: 'to-khai', name: 'Tờ khai', form: 'copy', needed: false },
        { code: 'giay-uy-quyen', name: 'GIẤY ỦY QUYỀN', form: 'copy', needed: false },
      ],
      steps: [{ role: 'officer' }, { role: 'head' }],
      clerkMayProcess: false,
    });
    expect(content.assumed.map((note) => note.split(/[ :]/, 1)[0])).toEqual(['The', 'Terms', 'Documents', 'Steps']);
  });
  it('takes nothing back that somebody has looked up', () =>
    expect(importedContent(said, known)).toMatchObject({
      name: { vi: said.name, en: 'Birth registration' },
      terms: { counter: { unit: 'sameDay' }, post: { unit: 'workingDays', amount: 2 } },
      documents: [
        { code: 'birth-certificate', needed: true },
        { code: 'application-form', name: 'Tờ khai', form: 'original', needed: true },
        { code: 'giay-uy-quyen', needed: false },
      ],
      fee: { amount: 8_000 },
      steps: known.steps,
      clerkMayProcess: true,
      assumed: [expect.stringContaining('Documents'), known.assumed[0]],
    }));
  it('keeps what no row says: cases, presence, sector, the process and what may follow what', () => {
    const more: Partial<ProcedureVersion> = {
      variants: [{ code: 'late', name: { vi: 'Quá hạn', en: 'Late' }, terms: { counter: { unit: 'sameDay' } } }],
      ...{ presenceRequired: true, sector: 'civil-status', immediate: true, boundary: 'province' },
      charge: { amount: 1_000 },
    };
    expect(
      importedContent({ ...said, field: 'Hộ tịch', result: 'Giấy khai sinh' }, { ...known, ...more }),
    ).toMatchObject({
      ...more,
      ...{ field: 'Hộ tịch', result: 'Giấy khai sinh' },
    });
  });
  it('takes back what it assumed once the row says it', () => {
    const first = { ...importedContent(said, undefined), version: 1, effectiveFrom: '2022-01-01' };
    const stated = { ...said, terms: { counter: { unit: 'workingDays', amount: 1 } as const } };
    expect(importedContent(stated, first).assumed.some((note) => note.startsWith('Terms'))).toBe(false);
  });
  it('makes a version where it says something new, and none where it does not', () => {
    const content = importedContent(said, known);
    const next = { ...content, version: 4, effectiveFrom: '2022-02-01' };
    given(published(known)).when(importing(said)).then(published(next));
    given(published(known), published(next)).when(importing(said, '2022-03-01')).thenNothing();
    given(published(known), published(next)).when(importing(said, '2019-01-01')).thenNothing();
  });
  it('takes effect no earlier than the newest version', () =>
    given(published(known))
      .when(importing(said, '2019-01-05'))
      .thenRefused('EffectiveTooEarly', { effectiveFrom: '2019-01-06' }));
  it('is a registrar’s to import', () =>
    given()
      .when({ ...importing(said), actor: { ...actor, role: 'clerk' } })
      .thenRefused('RoleNotAllowed'));

  it('makes a procedure that may be published, and the same row again makes nothing of it', () =>
    fc.assert(
      fc.property(rows, fc.array(rows, { maxLength: 3 }), fc.boolean(), (last, before, fromKnown) => {
        let newest = fromKnown ? known : undefined;
        for (const row of [...before, last]) {
          const content = { ...importedContent(row, newest), version: 1, effectiveFrom: '2022-01-01' };
          newest = ProcedureVersion.parse(content);
          const codes = newest.documents.map(({ code }) => code);
          expect(new Set(codes).size).toBe(codes.length);
        }
        const { version, effectiveFrom, ...content } = newest ?? known;
        expect(importedContent(last, newest)).toEqual(content);
      }),
    ));
});
