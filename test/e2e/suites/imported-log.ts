import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  ActivityRecorded,
  CheckReport,
  Deviation,
  ImportReport,
  ListVariants,
  Replay,
  ReplayFitness,
  ShowDirectlyFollows,
  ShowProcessMap,
  ShowProfile,
} from '@hoso/contracts';
import { z } from 'zod';
import { type Api, clerk, inspector, operator } from '../api.ts';
import { answered } from '../hoso-command.ts';
import { receiptFile, receiptIsThere, receiptRules, sampleXes } from '../sample-log.ts';
import type { Trial } from '../ways.ts';

/** Somebody else’s log, imported, judged and replayed. */
export function describeImportedLog({ folder, run, http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  /** A file in the trial folder. */
  const written = (name: string, content: string | Uint8Array | object): string => {
    const path = join(folder.path, name);
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    writeFileSync(path, isRaw ? content : JSON.stringify(content));
    return path;
  };
  const rulesOf = (...rules: readonly object[]) => ({ id: 'trial', version: 1, effectiveFrom: '2020-01-01', rules });
  const fourEyes = { id: 'F', template: 'four-eyes', activities: ['Tiếp nhận', 'Duyệt'] };
  const importing = async (file: string, log: string) =>
    ImportReport.parse(await answered(run('import', 'xes', file, '--log', log, '--json')));
  const judging = async (rules: object | string, log: string) =>
    CheckReport.parse(
      await answered(
        run(
          'audit',
          'check',
          '--log',
          log,
          '--rules',
          typeof rules === 'string' ? rules : written('rules.json', rules),
          '--json',
        ),
      ),
    );

  describe('Somebody else’s log', () => {
    it('becomes a log of its own, and importing it again adds nothing', async () => {
      const file = written('sample.xes', sampleXes());
      const whole = { log: 'sample', cases: 2, events: 4 };
      expect(await importing(file, 'sample')).toMatchObject({ ...whole, added: { cases: 2, events: 4 }, position: 5 });
      expect(await run('audit', 'findings', '--log', 'sample', '--jsonl')).toMatchObject({ code: 4, stdout: '' });
      expect(await importing(file, 'sample')).toMatchObject({ ...whole, added: { cases: 0, events: 0 }, position: 5 });
      const zipped = written('sample.xes.gz', gzipSync(sampleXes()));
      expect(await importing(zipped, 'sample')).toMatchObject({ added: { cases: 0, events: 0 } });
      const { items } = z
        .looseObject({ items: z.array(z.unknown()) })
        .parse(await answered(run('log', 'list', '--json')));
      expect(items).toEqual([
        expect.objectContaining({ name: 'main', kind: 'live', default: true }),
        expect.objectContaining({ name: 'sample', kind: 'imported', head: 5, default: false }),
      ]);
    });

    it('is asked about as a file, too, and leaves no log then', async () => {
      const file = written('asked.xes', sampleXes());
      const shown = await answered(run('audit', 'dfg', '--log', file, '--json'));
      expect(ShowDirectlyFollows.answer.parse(shown)).toMatchObject({ log: 'file', cases: 2, events: 4 });
      const { stdout } = await run('log', 'list', '--jsonl');
      expect(stdout).not.toContain('"file"');
    });

    it('can be replayed case by case, as of any instant', async () => {
      const replay = async (...words: readonly string[]) =>
        Replay.answer.parse(await answered(run('replay', 'hồ sơ 1', '--log', 'sample', ...words, '--json')));
      const whole = await replay();
      expect(whole.events.map(({ occurredAt }) => occurredAt)).toEqual([
        '2022-03-15T01:00:00.000Z',
        '2022-03-15T03:00:00.000Z',
      ]);
      expect(whole.events[1]?.data).toMatchObject({
        activity: 'Duyệt',
        at: '2022-03-15T10:00:00.000+07:00',
        resource: 'Hoa',
      });
      expect(whole.state.attributes).toMatchObject({ deadline: '2022-03-20T00:00:00.000+07:00' });
      expect(await replay('--as-of', '2022-03-15T09:00')).toMatchObject({ events: [{ version: 1 }], beyond: 1 });
    });

    it('is judged by any rules, with warnings for activities that never occur', async () => {
      const never = { id: 'N', template: 'precedence', before: 'Không có', activity: 'Duyệt' };
      const report = await judging(rulesOf(fourEyes, never), 'sample');
      expect(report).toMatchObject({ log: 'sample', cases: 2, events: 4 });
      expect(report.rules).toEqual([
        { id: 'F', template: 'four-eyes', applies: 2, kept: 1, broken: 1, findings: 1 },
        { id: 'N', template: 'precedence', applies: 2, kept: 0, broken: 2, findings: 2 },
      ]);
      expect(report.warnings).toEqual([expect.stringContaining('Không có')]);
    });

    it('fails a script only where it is asked to', async () => {
      const words = ['audit', 'check', '--log', 'sample', '--rules', written('four-eyes.json', rulesOf(fourEyes))];
      expect((await run(...words)).code).toBe(0);
      expect((await run(...words, '--fail-on-findings')).code).toBe(1);
      const kept = rulesOf({ id: 'P', template: 'precedence', before: 'Tiếp nhận', activity: 'Duyệt' });
      expect(
        (await run('audit', 'check', '--log', 'sample', '--rules', written('kept.json', kept), '--fail-on-findings'))
          .code,
      ).toBe(0);
    });

    it('shows its single deviations with their evidence', async () => {
      const words = ['audit', 'deviations', '--log', 'sample', '--rules', written('four-eyes.json', rulesOf(fourEyes))];
      const { stdout } = await run(...words, '--jsonl');
      const [only, ...others] = stdout
        .trim()
        .split('\n')
        .map((line) => Deviation.parse(JSON.parse(line)));
      expect(others).toEqual([]);
      expect(only).toMatchObject({ rule: 'F', case: 'hồ sơ 1', positions: [2, 3] });
    });

    it('tells how its cases went, in figures and in words', async () => {
      const measuring = async (...words: readonly string[]) =>
        answered(run('audit', ...words, '--log', 'sample', '--json'));
      expect(ShowDirectlyFollows.answer.parse(await measuring('dfg'))).toMatchObject({
        ...{ log: 'sample', cases: 2, events: 4, pairs: 2 },
        edges: [{ from: 'Tiếp nhận', to: 'Duyệt', count: 2 }],
      });
      expect(ListVariants.answer.parse(await measuring('variants'))).toMatchObject({ distinct: 1, single: 0 });
      expect(ShowProfile.answer.parse(await measuring('profile', '--zeta', '2'))).toMatchObject({
        outcome: { applies: 2, kept: 2, broken: 0, findings: 0 },
      });
      const ids = (count: number) => Array.from({ length: count }, (_, at) => at);
      const nodes = ['Tiếp nhận', 'Duyệt'].map(
        (name, n) =>
          `<transition id="t${n}"><name><text>${name}</text></name></transition>` +
          `<arc id="a${n}" source="p${n}" target="t${n}"/><arc id="b${n}" source="t${n}" target="p${n + 1}"/>`,
      );
      const places = ids(3).map((n) => `<place id="p${n}"/>`);
      const net = written('net.pnml', `<pnml><net id="n">${places.join('')}${nodes.join('')}</net></pnml>`);
      expect(ReplayFitness.answer.parse(await measuring('replay-fitness', '--net', net))).toMatchObject({
        ...{ cases: 2, fitting: 2, fitness: 1, traces: [] },
      });
      const broken = await run('audit', 'replay-fitness', '--log', 'sample', '--net', written('bad.pnml', '<pnml>'));
      expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('NetInvalid')]);
      expect(ShowProcessMap.answer.parse(await measuring('map'))).toMatchObject({
        svg: expect.stringMatching(/^<svg /),
      });
      const { stdout } = await run('audit', 'variants', '--log', 'sample', '--lang', 'vi');
      expect(stdout).toContain('Tiếp nhận → Duyệt');
    });

    it.each([
      ['xes', 'xes'],
      ['ocel-json', 'ocel'],
      ['ocel-sqlite', 'ocel'],
    ])('goes out to other systems as %s, and what went out comes in again the same', async (format, kind) => {
      const [out, log] = [join(folder.path, `out.${format}`), `again-${format}`];
      await answered(run('audit', 'export', '--format', format, '--log', 'sample', '--out', out, '--json'));
      const report = ImportReport.parse(await answered(run('import', kind, out, '--log', log, '--json')));
      expect(report).toMatchObject({ cases: 2, events: 4, added: { cases: 2, events: 4 } });
      const replayed = async (log: string) =>
        Replay.answer.parse(await answered(run('replay', 'hồ sơ 1', '--log', log, '--json')));
      const [first, again] = [await replayed('sample'), await replayed(log)];
      expect(again.state).toEqual(first.state);
      const said = ({ data }: { readonly data: unknown }) => {
        const { import: _, ...activity } = ActivityRecorded.schema.parse(data);
        return activity;
      };
      expect(again.events.map(said)).toEqual(first.events.map(said));
      const repeated = await run('audit', 'export', '--format', format, '--log', 'sample', '--out', out);
      expect([repeated.code, repeated.stderr]).toEqual([2, expect.stringContaining(out)]);
    });

    it('tells its lists as CSV, whole, on the command line as over HTTP', async () => {
      const said = await run('audit', 'variants', '--log', 'sample', '--csv');
      expect([said.code, said.stdout]).toEqual([0, 'activities,count,example\r\nTiếp nhận; Duyệt,2,hồ sơ 1\r\n']);
      const asked = { as: inspector, headers: { accept: 'text/csv' } };
      expect(await http.send('GET', '/logs/sample/variants', asked)).toMatchObject({ status: 200, body: said.stdout });
    });

    it.each([
      ['in a format that there is not', 'format=doc', inspector, 400, 'InvalidInput'],
      [
        'with personal data that is neither asked for nor not',
        'format=xes&personal=perhaps',
        inspector,
        400,
        'InvalidInput',
      ],
      ['with personal data for who may not read it', 'format=xes&personal=true', operator, 403, 'RoleNotAllowed'],
      ['for who may not read whole logs', 'format=xes', clerk, 403, 'RoleNotAllowed'],
    ])('does not go out %s', async (_, query, as, status, code) => {
      const answer = await http.send('GET', `/logs/main/export?${query}`, { as });
      expect(answer).toMatchObject({ status, body: { code } });
    });

    it.each([
      ['is not JSON', '{"id":', 2, ['not JSON']],
      ['has an unknown template', rulesOf({ id: 'F', template: 'six-eyes' }), 2, ['rules[0].template', 'four-eyes']],
      ['has an unknown parameter', rulesOf({ ...fourEyes, eyes: 4 }), 2, ['rules[0].eyes']],
      ['lacks a parameter', rulesOf({ id: 'P', template: 'precedence', before: 'A' }), 2, ['rules[0].activity']],
      ['has a bad parameter', rulesOf({ id: 'T', template: 'temporal-profile', zeta: -1 }), 2, ['rules[0].zeta']],
      ['has no rules', { id: 'trial', version: 1, effectiveFrom: '2020-01-01', rules: [] }, 2, ['rules']],
      [
        'begins on a day that there is not',
        { ...rulesOf(fourEyes), effectiveFrom: '2022-02-30' },
        2,
        ['effectiveFrom'],
      ],
      ['uses an id twice', rulesOf(fourEyes, fourEyes), 2, ['rules[1].id']],
    ])('is not judged by a rule file that %s', async (_, rules, code, names) => {
      const said = await run('audit', 'check', '--log', 'sample', '--rules', written('bad-rules.json', rules));
      expect([said.code, said.stdout]).toEqual([code, '']);
      for (const name of names) expect(said.stderr).toContain(name);
    });

    it.each([
      ['that is cut off', sampleXes().slice(0, 700), ['line']],
      ['whose gzip is cut off', gzipSync(sampleXes()).subarray(0, 300), []],
      ['that is no XES', '<?xml version="1.0"?>\n<html><body/></html>', ['html']],
      ['that is no XML', 'id;activity;time\n1;A;2022-03-15', ['not XML']],
      ['that is empty', '', []],
      ['with a date that there is not', sampleXes('2022-02-30T10:00:00.000'), ['2022-02-30', 'hồ sơ 1', 'event 2']],
    ])('does not come of a file %s, and nothing is left half done', async (_, content, names) => {
      const said = await run('import', 'xes', written('bad.xes', content), '--log', 'bad');
      expect([said.code, said.stdout]).toEqual([2, '']);
      expect(said.stderr).toContain('FileNotReadable');
      for (const name of names) expect(said.stderr).toContain(name);
      const { body } = await http.send('GET', '/logs', { as: inspector });
      expect(JSON.stringify(body)).not.toContain('"bad"');
    });

    it('does not come of other content under a case that is there', async () => {
      const other = written('other.xes', sampleXes('2022-03-15T11:00:00.000'));
      const said = await run('import', 'xes', other, '--log', 'sample');
      expect([said.code, said.stderr]).toEqual([1, expect.stringContaining('CaseDiffers')]);
      expect(said.stderr).toContain('hồ sơ 1');
      expect((await judging(rulesOf(fourEyes), 'sample')).events).toBe(4);
    });

    it.each([
      ['into no log', ['import', 'xes', receiptFile], 2, '--log'],
      [
        'into the log of the platform',
        ['import', 'xes', join(folder.path, 'sample.xes'), '--log', 'main'],
        1,
        'LogNotImported',
      ],
      ['from nowhere', ['import', 'xes', join(folder.path, 'nowhere.xes'), '--log', 'sample'], 3, 'nowhere.xes'],
    ])('is not read %s', async (_, words, code, name) => {
      const said = await run(...words);
      expect([said.code, said.stderr]).toEqual([code, expect.stringContaining(name)]);
    });
  });

  const describeReal = receiptIsThere ? describe : describe.skip;

  describeReal(
    `A real municipality’s log (skipped where ${receiptIsThere ? 'missing' : `${receiptFile} is missing`})`,
    () => {
      it('is read whole, once', async () => {
        const whole = { log: 'receipt', cases: 1_434, events: 8_577, position: 8_578, warnings: [] };
        expect(await importing(receiptFile, 'receipt')).toEqual({ ...whole, added: { cases: 1_434, events: 8_577 } });
        expect(await importing(receiptFile, 'receipt')).toEqual({ ...whole, added: { cases: 0, events: 0 } });
      });

      it('gives the known findings', async () => {
        const report = await judging(receiptRules, 'receipt');
        expect(report).toMatchObject({ log: 'receipt', cases: 1_434, events: 8_577, warnings: [] });
        expect(
          report.rules.map(({ id, applies, kept, broken, findings }) => [id, applies, kept, broken, findings]),
        ).toEqual([
          ['R1', 1_329, 952, 377, 377],
          ['R2', 1_303, 261, 1_042, 1_042],
          ['R3', 1_300, 1_299, 1, 1],
          ['R4', 1_434, 1_300, 134, 134],
          ['R5', 1_318, 1_163, 155, 715],
        ]);
      });

      it('shows one of its dossiers as of any instant', async () => {
        const text = gunzipSync(readFileSync(receiptFile)).toString();
        const [, name = ''] = /<trace>[\s\S]*?<string key="concept:name" value="([^"]+)"/.exec(text) ?? [];
        const whole = Replay.answer.parse(await answered(run('replay', name, '--log', 'receipt', '--json')));
        expect(whole.case).toBe(name);
        expect(whole.events.length).toBeGreaterThan(1);
        const [first, second] = whole.events;
        const early = await answered(
          run('replay', name, '--log', 'receipt', '--as-of', first?.occurredAt ?? '', '--json'),
        );
        const alike = whole.events.filter(({ occurredAt }) => occurredAt <= (first?.occurredAt ?? '')).length;
        expect(Replay.answer.parse(early)).toMatchObject({ beyond: whole.events.length - alike });
        expect(second?.version).toBe(2);
      });
    },
  );
}
