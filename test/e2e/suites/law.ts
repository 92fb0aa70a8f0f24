import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Actor,
  CompareVersions,
  DossierReceived,
  FindLaw,
  FindProcedure,
  FindUnit,
  ListOfficers,
  ListRuleSets,
  ListUnits,
  Receipt,
} from '@hoso/contracts';
import { z } from 'zod';
import { type Api, clerk, submission } from '../api.ts';
import { answered } from '../hoso-command.ts';
import type { Trial } from '../ways.ts';

const registrar: Actor = { id: 'registrar-01', role: 'registrar', unit: 'platform' };
/** What is looked at of a stored event. */
const Envelope = z.looseObject({ dossierId: z.string().optional(), type: z.string(), data: z.unknown() });
const words = (text: string) => ({ vi: text, en: text });

/** The law as data: what is in force on a day, how it is published, and what two versions have differently. */
export function describeLaw({ folder, run, http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  const asked = async (path: string, as?: Actor) => (await http.send('GET', path, { as })).body;
  const written = (name: string, content: unknown): string => {
    const path = join(folder.path, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const refused = async (...command: readonly string[]) => {
    const { code, stderr } = await run('registry', ...command);
    return [code, stderr] as const;
  };

  describe('The law', () => {
    it('is another one in March 2022 and in March 2026', async () => {
      const { law: then } = FindLaw.answer.parse(await asked('/law?on=2022-03-15'));
      const { law: now } = FindLaw.answer.parse(await answered(run('registry', 'law', '--on', '2026-03-16', '--json')));
      expect([then.bound.forms, then.bound.codeFormat, then.parameters.levels?.value]).toEqual([
        ...['tt01-2018', 'tt01-2018'],
        ['province', 'district', 'commune'],
      ]);
      expect([now.bound.forms, now.bound.codeFormat, now.parameters.levels?.value]).toEqual([
        ...['tt03-2025', 'tt04-2025'],
        ['province', 'commune'],
      ]);
      const bound = then.bound.ruleSets.map(({ id, version }) => `${id}.${version}`).join();
      expect(FindLaw.answer.parse(await asked(`/law?bound=${bound}`)).law).toEqual(then);
      const { stdout } = await run('registry', 'law', '--on', '2022-03-15');
      expect(stdout).toMatch(/apologyAheadDays +1 +NĐ 61\/2018 Đ19\.9 .*\n[\s\S]*01 +receipt +Giấy tiếp nhận/);
    });

    it('binds the same story of then and of now to what each day’s law says', async () => {
      const receivedOn = async (date: string) => {
        const id = randomUUID();
        const said = { as: clerk, body: { ...submission, occurredAt: `${date}T02:00:00.000Z` } };
        await http.command(`/dossiers/${id}`, said);
        await http.command(`/dossiers/${id}/reception`, { as: clerk, body: { occurredAt: `${date}T02:30:00.000Z` } });
        const envelopes = (await http.exported()).map(({ body }) => Envelope.parse(JSON.parse(body)));
        const received = envelopes.find(({ dossierId, type }) => dossierId === id && type === 'DossierReceived');
        return DossierReceived.schema.parse(received?.data);
      };
      const [then, now] = [await receivedOn('2022-03-15'), await receivedOn('2026-03-16')];
      expect(then).toMatchObject({
        unit: { id: 'ha-long-one-stop', version: 1, level: 'district' },
        law: { forms: 'tt01-2018', codeFormat: 'tt01-2018' },
      });
      expect(now).toMatchObject({
        unit: { id: 'ha-long-one-stop', version: 2, level: 'commune' },
        law: { forms: 'tt03-2025', codeFormat: 'tt04-2025' },
      });
      expect(then.law?.ruleSets.map(({ id }) => id)).toEqual(['qd45-2016', 'nd61-2018']);
      expect(now.law?.ruleSets.map(({ id }) => id)).toEqual(['qd45-2016', 'nd118-2025']);
      expect([then.term, then.calendar]).toEqual([now.term, now.calendar]);
    });

    it('receives nothing at a unit that was abolished', async () => {
      const actor: Actor = { id: 'clerk-1401', role: 'clerk', unit: 'bach-dang-one-stop' };
      const submitted = (date: string) =>
        http.send('PUT', `/dossiers/${randomUUID()}`, {
          as: actor,
          body: { ...submission, oneStop: actor.unit, occurredAt: `${date}T02:00:00.000Z` },
        });
      expect((await submitted('2025-06-30')).status).toBe(201);
      expect(await submitted('2025-07-01')).toMatchObject({ status: 404, body: { code: 'UnitNotInForce' } });
    });

    it('knows units of three levels until 30/06/2025, and of two after', async () => {
      const levels = async (on: string) => {
        const { items } = ListUnits.answer.parse(await asked(`/units?on=${on}&limit=200`, registrar));
        return [...new Set(items.map(({ level }) => level))].sort();
      };
      expect([await levels('2025-06-30'), await levels('2025-07-01')]).toEqual([
        ['commune', 'district', 'province'],
        ['commune', 'province'],
      ]);
      expect(await http.send('GET', '/units/bach-dang-one-stop?on=2025-07-01', { as: clerk })).toMatchObject({
        status: 404,
        body: { code: 'UnitNotInForce' },
      });
      const shown = await answered(run('registry', 'unit', 'bach-dang-one-stop', '--on', '2025-06-30', '--json'));
      expect(FindUnit.answer.parse(shown).unit.succeededBy).toEqual(['ha-long-one-stop']);
    });

    it('is published as a version of its own, found by its day, and compared', async () => {
      const mine = {
        ...{
          id: 'qn-trial',
          name: words('Thử'),
          effectiveFrom: '2040-01-01',
          scope: { kind: 'sector', sectors: ['trial'] },
        },
        ...{ instruments: [{ name: 'QĐ 1', source: 'a test' }], grounds: [], source: 'a test', assumed: [] },
        parameters: { reappointmentsMax: { value: 2, source: 'a test' } },
      };
      const file = written('rule-set.json', mine);
      await answered(run('registry', 'publish', 'rule-set', 'qn-trial', file, '--json'));
      const { id: _, ...second } = { ...mine, parameters: { reappointmentsMax: { value: 3, source: 'a test' } } };
      const { body } = await http.send('PUT', '/rule-sets/qn-trial', { as: registrar, body: second });
      const { position } = Receipt.parse(body);
      const listed = ListRuleSets.answer.parse(await asked(`/rule-sets?on=2040-01-01&atLeast=${position}`));
      expect(listed.items.map(({ id }) => id)).toEqual([
        ...['kn-2011', 'nd118-2025', 'nd20-2008', 'nd297-2025', 'qd45-2016', 'qn-trial'],
      ]);
      const { law } = FindLaw.answer.parse(await asked('/law?on=2040-01-01&sector=trial'));
      expect(law.parameters.reappointmentsMax).toEqual({ value: 3, source: 'a test' });
      const compared = await answered(run('registry', 'difference', 'rule-set', 'qn-trial', '--json'));
      expect(CompareVersions.answer.parse(compared)).toMatchObject({
        ...{ from: 1, to: 2 },
        changes: [{ field: 'parameters.reappointmentsMax.value', before: 2, after: 3 }],
      });
    });

    it('gives a procedure its process, its cases and its flags, and shows what changed', async () => {
      const shown = await answered(run('registry', 'show', '1.013831', '--json'));
      const { version, ...procedure } = FindProcedure.answer.parse(shown).procedure;
      const [first, ...others] = procedure.steps;
      const file = written('procedure.json', {
        ...procedure,
        steps: [{ ...first, term: { unit: 'workingDays', amount: 2 }, outOfOrder: 'never' }, ...others],
        variants: [{ code: 'gift', name: words('Tặng cho'), terms: { counter: { unit: 'workingDays', amount: 4 } } }],
        ...{ presenceRequired: false, boundary: 'province', appraisalSupplementDays: 7, sector: 'land' },
      });
      await answered(run('registry', 'publish', 'procedure', '1.013831', file, '--json'));
      const path = `/versions/difference?kind=procedure&id=1.013831&from=${version}`;
      const { changes } = CompareVersions.answer.parse(await asked(path, clerk));
      expect(changes.map(({ field }) => field).sort()).toEqual([
        ...['appraisalSupplementDays', 'boundary', 'presenceRequired', 'sector'],
        ...[`steps.${first?.code}.outOfOrder`, `steps.${first?.code}.term`, 'variants'],
      ]);
    });

    it('tells who is in office on a day, and who is no longer', async () => {
      const office = ['--officer', 'clerk-8888', '--role', 'clerk'];
      await answered(run('registry', 'appoint', 'uong-bi-one-stop', ...office, '--from', '2022-02-01', '--json'));
      await answered(run('registry', 'relieve', 'uong-bi-one-stop', ...office, '--to', '2022-03-31', '--json'));
      const inOffice = async (on: string) =>
        ListOfficers.answer
          .parse(await asked(`/units/uong-bi-one-stop/officers?role=clerk&on=${on}`, clerk))
          .items.some(({ id }) => id === 'clerk-8888');
      expect([await inOffice('2022-01-31'), await inOffice('2022-03-31'), await inOffice('2022-04-01')]).toEqual([
        ...[false, true, false],
      ]);
      expect(await refused('appoint', 'nowhere', ...office, '--from', '2022-02-01')).toEqual([
        1,
        expect.stringContaining('UnitNotFound'),
      ]);
    });
  });

  describe('The law refuses', () => {
    const set = { name: words('a'), effectiveFrom: '2041-01-01', scope: { kind: 'general' } };
    const rest = { instruments: [{ name: 'a', source: 'b' }], parameters: {}, grounds: [], source: 'a', assumed: [] };
    const put = (path: string, body: unknown, as: Actor = registrar) => http.send('PUT', path, { as, body });
    const post = (path: string, body: unknown) => http.send('POST', path, { as: registrar, body });
    const day = '2022-02-30';
    it.each([
      ['a day that there is not', () => put('/rule-sets/x1', { ...set, ...rest, effectiveFrom: day }), 'effectiveFrom'],
      ['a scope of no kind', () => put('/rule-sets/x1', { ...set, ...rest, scope: { kind: 'mine' } }), 'scope.kind'],
      [
        'a sector of none',
        () => put('/rule-sets/x1', { ...set, ...rest, scope: { kind: 'sector', sectors: [] } }),
        'scope.sectors',
      ],
      [
        'a parameter that nobody knows',
        () => put('/rule-sets/x1', { ...set, ...rest, parameters: { mood: 1 } }),
        'parameters.mood',
      ],
      [
        'a parameter without its source',
        () => put('/rule-sets/x1', { ...set, ...rest, parameters: { autoCloseDays: { value: 1 } } }),
        'parameters.autoCloseDays.source',
      ],
      [
        'a code format of its own',
        () => put('/rule-sets/x1', { ...set, ...rest, codeFormat: { value: 'mine', source: 'a' } }),
        'codeFormat.value',
      ],
      [
        'an owner of three digits',
        () => put('/rule-sets/x1', { ...set, ...rest, systemOwner: { value: '001', source: 'a' } }),
        'systemOwner.value',
      ],
      [
        'an officer of no role',
        () => post('/units/ha-long-one-stop/officers', { officer: 'clerk-1', role: 'king', from: '2022-01-01' }),
        'role',
      ],
      [
        'an officer with a name',
        () => post('/units/ha-long-one-stop/officers', { officer: 'Nguyễn Hoa', role: 'clerk', from: '2022-01-01' }),
        'officer',
      ],
      [
        'a last day that there is not',
        () => post('/units/ha-long-one-stop/officers/relief', { officer: 'clerk-1', role: 'clerk', to: day }),
        'to',
      ],
      [
        'an identifier in the wrong order',
        () => put('/units/x1', { centralIdentifier: '000.00.21.H49' }),
        'centralIdentifier',
      ],
      [
        'versions that are no numbers',
        () => http.send('GET', '/versions/difference?kind=unit&id=x1&from=0', { as: clerk }),
        'from',
      ],
      [
        'versions of what has none',
        () => http.send('GET', '/versions/difference?kind=dossier&id=x1', { as: clerk }),
        'kind',
      ],
      ['a law bound to nothing', () => http.send('GET', '/law?bound=nd61', {}), 'bound'],
    ] as const)('%s, and names the field', async (_, send, field) => {
      const { status, body } = await send();
      expect([status, body]).toMatchObject([400, { code: 'InvalidInput' }]);
      expect(JSON.stringify(body)).toContain(`"field":"${field}"`);
    });
    it.each([
      ['a rule set of a clerk', () => put('/rule-sets/x1', { ...set, ...rest }, clerk), 403, 'RoleNotAllowed'],
      [
        'a rule set that ends before it begins',
        () => put('/rule-sets/x1', { ...set, ...rest, effectiveTo: '2040-01-01' }),
        400,
        'RuleSetInvalid',
      ],
      [
        'a version before the newest',
        () => put('/rule-sets/nd61-2018', { ...set, ...rest, effectiveFrom: '2018-01-01' }),
        409,
        'EffectiveTooEarly',
      ],
      [
        'a version that there is not',
        () => http.send('GET', '/versions/difference?kind=calendar&id=quang-ninh&to=99', { as: clerk }),
        404,
        'VersionNotFound',
      ],
      ['a law of a time without one', () => http.send('GET', '/law?on=1990-01-01', {}), 404, 'LawNotFound'],
      ['a rule set that nobody made', () => http.send('GET', '/rule-sets/x1', {}), 404, 'RuleSetNotFound'],
    ] as const)('%s', async (_, send, status, code) => expect(await send()).toMatchObject({ status, body: { code } }));
    it.each([
      ['a file that is not there', ['publish', 'unit', 'x1', '/nowhere.json'], 2, 'cannot be read'],
      ['a kind that there is not', ['publish', 'law', 'x1', '/nowhere.json'], 2, 'Allowed choices'],
      [
        'a role that there is not',
        ['appoint', 'x1', '--officer', 'aa', '--role', 'king', '--from', '2022-01-01'],
        2,
        'Allowed choices',
      ],
      ['an appointment without a day', ['appoint', 'x1', '--officer', 'aa', '--role', 'clerk'], 2, "'--from"],
      ['a difference of what has no versions', ['difference', 'dossier', 'x1'], 2, 'Allowed choices'],
      ['a difference with what is not there', ['difference', 'unit', 'nowhere'], 1, 'UnitNotFound'],
    ] as const)('%s, on the command line', async (_, command, code, says) =>
      expect(await refused(...command)).toEqual([code, expect.stringContaining(says)]),
    );
    it('files that are no content', async () => {
      expect(await refused('publish', 'unit', 'x1', written('broken.json', '{'))).toEqual([
        2,
        expect.stringContaining('no JSON'),
      ]);
      expect(await refused('publish', 'unit', 'x1', written('list.json', []))).toEqual([
        2,
        expect.stringContaining('no object'),
      ]);
      const [code, said] = await refused('publish', 'unit', 'x1', written('empty.json', {}), '--lang', 'vi');
      expect([code, said]).toEqual([2, expect.stringMatching(/Dữ liệu không hợp lệ[\s\S]*level: /)]);
    });
  });
}
