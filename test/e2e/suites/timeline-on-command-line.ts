import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  CompareMoments,
  ListCountedDossiers,
  ListHeldDossiers,
  ListScoredDossiers,
  ListUnitLoads,
  Replay,
  ShowClock,
  ShowFigures,
  ShowForecast,
  ShowScores,
  ShowServiceIndex,
} from '@hoso/contracts';
import { answered } from '../hoso-command.ts';
import type { Trial } from '../ways.ts';

/** Any dossier at any moment, by commands of the command line. */
export function describeTimelineOnCommandLine({ run }: Trial): void {
  const id = '0190b8a2-7c00-7000-8000-000000000444';

  beforeAll(async () => {
    const submit = ['--procedure', '1.001612', '--channel', 'counter', '--one-stop', 'ha-long-one-stop'];
    const who = ['--applicant-kind', 'citizen', '--applicant-name', 'Nguyễn Thị Hoa', '--return-by', 'counter'];
    await answered(run('dossier', 'submit', id, ...submit, ...who, '--occurred-at', '2022-03-15T08:00', '--json'));
    await answered(run('dossier', 'receive', id, '--occurred-at', '2022-03-15T09:30', '--json'));
  });

  describe('On the command line', () => {
    it('what was entered late stands out, in words', async () => {
      const { stdout } = await run('replay', id, '--lang', 'vi');
      expect(stdout).toMatch(
        /Tiếp nhận hồ sơ .*Mã 000\.00\.21\.H49-220315-0001, hẹn trả 18\/03\/2022 17:00 .*! \+\d+ phút \(quá một ngày/,
      );
      expect(stdout).not.toContain('Hoa');
    });
    it('two moments are compared, by instant and by position', async () => {
      const diff = async (...words: readonly string[]) =>
        CompareMoments.answer.parse(await answered(run('diff', id, ...words, '--json')));
      const byInstant = await diff('--from-as-of', '2022-03-15T08:30');
      expect(byInstant.added.map(({ type }) => type)).toEqual(['DossierReceived']);
      const received = byInstant.added[0]?.position ?? 0;
      const byPosition = await diff('--from-as-known', String(received - 1), '--to-as-known', `#${received}`);
      expect(byPosition.changes).toEqual(byInstant.changes);
      expect((await run('diff', id, '--from-as-known', String(received))).stdout).toMatch(/^=/);
    });
    it('the clock is told day by day', async () => {
      const { ledger } = ShowClock.answer.parse(await answered(run('clock', id, '--json')));
      expect(ledger?.days.map(({ date, reason }) => `${date} ${reason}`)).toEqual([
        ...['2022-03-15 startDay', '2022-03-16 counted', '2022-03-17 counted', '2022-03-18 counted'],
      ]);
      expect((await run('clock', id, '--lang', 'vi')).stdout).toContain('ngày bắt đầu, không tính');
      expect((await run('clock', id, '--as-of', '2022-03-15T08:30')).stdout).toContain('Not received yet');
    });
    it('what lies where is told at any instant', async () => {
      const loads = ListUnitLoads.answer.parse(
        await answered(run('units', 'at', '--at', '2022-03-15T08:30', '--json')),
      );
      expect(loads.items).toEqual([{ unit: 'ha-long-one-stop', dossiers: 1, overdue: 0 }]);
      const held = await answered(
        run('units', 'at', '--unit', 'ha-long-one-stop', '--as', 'clerk@ha-long-one-stop', '--json'),
      );
      expect(ListHeldDossiers.answer.parse(held).items).toMatchObject([
        { dossier: id, status: 'received', overdue: true },
      ]);
      expect(await run('units', 'at', '--unit', 'nowhere')).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('UnitNotFound'),
      });
    });
    it('it counts in the figures, which lead back to it, also as a file and after a rebuild', async () => {
      const { completeUpTo } = ListHeldDossiers.answer.parse(
        await answered(run('units', 'at', '--unit', 'ha-long-one-stop', '--json')),
      );
      const asked = ['--period', '2022-03-15', '--at-least', String(completeUpTo)];
      const kpi = async () =>
        ShowFigures.answer.parse(await answered(run('audit', 'kpi', ...asked, '--by', 'oneStop,channel', '--json')));
      const { items, total, ...fresh } = await kpi();
      expect(fresh.completeUpTo).toBeGreaterThanOrEqual(completeUpTo);
      expect(items.map(({ of }) => of)).toContainEqual({ oneStop: 'ha-long-one-stop', channel: 'counter' });
      const behind = await answered(run('audit', 'kpi-dossiers', ...asked, '--figure', 'overdue', '--json'));
      const dossiers = ListCountedDossiers.answer.parse(behind);
      expect([dossiers.count, dossiers.items.map(({ dossier }) => dossier)]).toEqual([
        total.overdue,
        expect.arrayContaining([id]),
      ]);
      const { stdout } = await run('audit', 'kpi', ...asked, '--by', 'oneStop', '--csv', '-');
      expect(stdout).toMatch(/^oneStop,dossiers,.*,completeUpTo,at\r\nha-long-one-stop,\d+,/);
      const told = await run('audit', 'kpi', ...asked, '--lang', 'vi', '--legend');
      expect(told.stdout).toMatch(/Quá hạn: xong sau thời điểm hẹn.*Đầy đủ đến sự kiện \d+/s);
      expect((await run('audit', 'kpi', '--period', '2022Q5')).code).toBe(2);
      await answered(run('views', 'rebuild', 'figures', '--json'));
      expect((await kpi()).total).toEqual(total);
    });
    it('scores, the groups of QĐ 766 and a forecast are told, as of an event', async () => {
      const scored = ShowScores.answer.parse(await answered(run('audit', 'score', '--period', '2022Q1', '--json')));
      expect([scored.completeUpTo > 0, scored.unknown.map(({ index }) => index)]).toEqual([true, [4, 5, 6, 7]]);
      const behind = await answered(run('audit', 'score-dossiers', '--period', '2022Q1', '--json'));
      expect(ListScoredDossiers.answer.parse(behind).count).toBe(
        scored.items.reduce((sum, { dossiers }) => sum + dossiers, 0),
      );
      const early = await run('audit', 'service-index', '--period', '2022Q1', '--lang', 'vi');
      expect([early.code, early.stderr]).toEqual([2, expect.stringMatching(/QĐ 766 chỉ áp dụng từ 2022-06-23/)]);
      const index = await answered(run('audit', 'service-index', '--period', '2022Q3', '--json'));
      expect(ShowServiceIndex.answer.parse(index).groups).toHaveLength(5);
      const forecast = ShowForecast.answer.parse(await answered(run('audit', 'forecast', '--days', '2', '--json')));
      expect([forecast.days.length, forecast.backlog.overdue > 0]).toEqual([3, true]);
      expect((await run('audit', 'forecast', '--days', '31')).code).toBe(2);
      expect((await run('audit', 'score', '--period', '2022-02-30')).code).toBe(2);
    });
    it('a moment before the dossier or ahead is said to be so', async () => {
      expect((await run('replay', id, '--as-of', '2021-01-01')).stdout).toMatch(
        /^! At this moment .* not yet submitted/,
      );
      expect((await run('replay', id, '--as-of', '2041-01-01')).stdout).toMatch(/^! This moment is yet to come/);
      const beyond = await run('replay', id, '--as-known', '#999999');
      expect([beyond.code, beyond.stderr]).toEqual([2, expect.stringContaining('PositionBeyondHead')]);
    });
    it('holdings are rebuilt like any view, and say the same', async () => {
      const before = await answered(run('units', 'at', '--at', '2022-03-15T09:45', '--json'));
      expect(await answered(run('views', 'rebuild', 'holdings', '--json'))).toMatchObject({
        view: 'holdings',
        generation: 2,
      });
      expect(await answered(run('units', 'at', '--at', '2022-03-15T09:45', '--json'))).toEqual(before);
      expect(Replay.answer.parse(await answered(run('replay', id, '--limit', '0', '--json')))).toMatchObject({
        count: 2,
        events: [],
      });
    });
  });
}
