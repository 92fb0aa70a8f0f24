import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Replay, ReplayFitness } from '@hoso/contracts';
import { writePnml } from '@hoso/event-log';
import { processNet } from '@hoso/rules';
import { recordedCalendars } from '../src/clock/recorded-calendars.ts';
import { histories } from '../src/history/dossier-history.ts';
import { replay } from '../src/history/replay.ts';
import { replayFitness } from '../src/conformance/replay-fitness.ts';
import { listVariants, showDirectlyFollows } from '../src/conformance/show-directly-follows.ts';
import { showProfile } from '../src/conformance/show-profile.ts';
import { checkLog, importXes } from '../src/index.ts';
import { type LogShelf, logShelf } from './log-shelf.ts';

// 1,434 real dossiers of a Dutch municipality (doi:10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6), not part of this
// repository.
const path = join(import.meta.dirname, '../../../../shared/data/receipt.xes.gz');
const isThere = existsSync(path);
const title = 'A real municipality’s log, judged';

const [t02, t04] = ['T02 Check confirmation of receipt', 'T04 Determine confirmation of receipt'];
const [t05, confirmation] = ['T05 Print and send confirmation of receipt', 'Confirmation of receipt'];
const rules = {
  id: 'receipt',
  version: 1,
  effectiveFrom: '2010-01-01',
  rules: [
    { id: 'R1', template: 'deadline', finishedAttribute: 'enddate', deadlineAttribute: 'deadline' },
    { id: 'R2', template: 'four-eyes', activities: [t02, t04] },
    { id: 'R3', template: 'precedence', before: t04, activity: t05 },
    { id: 'R4', template: 'response', activity: confirmation, then: t05 },
    { id: 'R5', template: 'temporal-profile', zeta: 2 },
  ],
};

(isThere ? describe : describe.skip)(
  isThere ? title : `${title} (skipped: no shared/data beside this checkout)`,
  () => {
    let shelf: LogShelf;
    let upload: string;
    beforeAll(async () => {
      shelf = logShelf();
      upload = shelf.upload(readFileSync(path));
    });
    afterAll(() => shelf.close());

    it('is imported whole, and adds nothing the second time', async () => {
      const filed = { log: 'receipt', cases: 1_434, events: 8_577, position: 8_578, warnings: [] };
      expect(await importXes(shelf, { log: 'receipt', upload })).toEqual({
        ...filed,
        added: { cases: 1_434, events: 8_577 },
      });
      expect(await importXes(shelf, { log: 'receipt', upload })).toEqual({ ...filed, added: { cases: 0, events: 0 } });
    });
    it('shows the figures that are known of it', async () => {
      const report = await checkLog(shelf.logs, { log: 'receipt', rules });
      expect(report).toMatchObject({ cases: 1_434, events: 8_577, warnings: [], completeUpTo: 8_578 });
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
    it('has the shape that is known of it', async () => {
      const graph = await showDirectlyFollows(shelf.logs, { log: 'receipt' });
      expect([graph.activities.length, graph.edges.length, graph.pairs]).toEqual([27, 99, 7_143]);
      const { distinct, single, variants } = await listVariants(shelf.logs, { log: 'receipt', limit: 3 });
      expect([distinct, single, ...variants.map(({ count }) => count)]).toEqual([116, 86, 713, 123, 116]);
      const { outcome } = await showProfile(shelf.logs, { log: 'receipt', zeta: 2 });
      expect(outcome).toEqual({ applies: 1_318, kept: 1_163, broken: 155, findings: 715 });
    });
    it('is judged by every template of DECLARE as an outsider counted', async () => {
      const file = join(import.meta.dirname, '../../../rules/receipt-declare.json');
      const report = await checkLog(shelf.logs, { log: 'receipt', rules: JSON.parse(readFileSync(file, 'utf8')) });
      expect(
        report.rules.map(({ template, applies, broken, findings }) => [template, applies, broken, findings]),
      ).toEqual([
        ['existence', 1_434, 134, 134],
        ['absence', 1_434, 0, 0],
        ['exactly-one', 1_434, 0, 0],
        ['init', 1_434, 0, 0],
        ['responded-existence', 1_303, 4, 4],
        ['coexistence', 1_316, 13, 17],
        ['response', 1_434, 192, 192],
        ['alternate-response', 1_316, 42, 61],
        ['chain-response', 1_303, 130, 130],
        ['precedence', 1_300, 221, 221],
        ['alternate-precedence', 1_303, 0, 0],
        ['chain-precedence', 1_300, 123, 123],
      ]);
    });
    it('fits the way that most of its cases took as an outsider counted', async () => {
      const { variants } = await listVariants(shelf.logs, { log: 'receipt', limit: 1 });
      const net = writePnml(
        processNet((variants[0]?.activities ?? []).map((code) => ({ code }))),
        'receipt',
      ).replaceAll(/"p-after-[^"]*"/g, (id) => id.replaceAll(' ', '-'));
      const answer = await replayFitness(shelf, ReplayFitness.ask.parse({ log: 'receipt', net }));
      expect(answer).toMatchObject({ cases: 1_434, events: 8_577, fitting: 713 });
      expect(answer).toMatchObject({ missing: 1_291, consumed: 10_011, produced: 10_011, remaining: 1_291 });
      expect([answer.fitness.toFixed(6), answer.meanFitness.toFixed(6)]).toEqual(['0.871042', '0.868526']);
    });
    it('can be replayed case by case, as of any instant', async () => {
      const inspector = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' } as const;
      const ports = {
        ...{ logs: shelf.logs, findDossierId: () => Promise.reject(new Error('no intake')), clock: () => 0 },
        ...{ histories: histories(), calendars: recordedCalendars(), certainAt: async () => [] },
      };
      const replayed = (ask: object) => replay(ports, Replay.ask.parse({ log: 'receipt', ...ask }), inspector);
      const whole = await replayed({ dossier: 'case-10011' });
      expect(whole.case).toBe('case-10011');
      expect(whole.events.length).toBeGreaterThan(0);
      expect(whole.state.attributes).toMatchObject({ channel: expect.any(String), deadline: expect.any(String) });
      const [first] = whole.events;
      const early = await replayed({ dossier: whole.dossier, asOf: first?.occurredAt });
      expect(early.events.length + early.beyond).toBe(whole.events.length);
      expect(early.events.every(({ occurredAt }) => occurredAt <= (first?.occurredAt ?? ''))).toBe(true);
    });
  },
);
