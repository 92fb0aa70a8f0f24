import type { Actor, DossierAtRisk, ShowForecast } from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { countFigures } from './count-figures.ts';
import { kindsOf } from './counted-row.ts';
import { forecastDays, forecastLate } from './forecast-late.ts';
import { type FigurePorts, unitToldTo } from './show-figures.ts';

const method = {
  vi:
    'Xác suất quá hạn: trong số hồ sơ đã xong cùng cơ quan và thủ tục (ít hơn 30 thì cùng thủ tục, rồi tất cả) ' +
    'mà khi còn lại ngần ấy thời gian cũng chưa xong, tỷ lệ xong quá hạn. Khoảng: 9 lần trong 10. ' +
    'Không dự báo hồ sơ tạm dừng.',
  en:
    'Probability of being late: of the finished dossiers of the same agency and procedure (fewer than 30: of the ' +
    'procedure, then all) that were not finished either when so much time was left, the share that came out late. ' +
    'Range: 9 times in 10. No forecast is made of what is paused.',
};

/** Refuses `RoleNotAllowed`. */
export async function showForecast(
  ports: FigurePorts,
  { days, agency, officer, procedure, limit, atLeast }: z.output<typeof ShowForecast.ask>,
  actor: Actor,
): Promise<z.output<typeof ShowForecast.answer>> {
  const unit = unitToldTo(actor);
  const now = ports.clock();
  const { rows, fresh } = await ports.rows(atLeast);
  const asked = { now, days, agency, officer, procedure, unit };
  const found = forecastLate(rows, asked);
  const everyDay = { fromDay: Number.NEGATIVE_INFINITY, toDay: Number.POSITIVE_INFINITY };
  const of = { agency, officer, procedure };
  const { total } = countFigures(rows, { basis: 'received', ...everyDay, of, unit, now }, []);
  const { inProcess, overdue, paused } = total;
  const items = await Promise.all(
    found.slice(0, limit).map(async ({ at, dueAt, probability, sample, like }): Promise<DossierAtRisk[]> => {
      const { document } = await ports.find(rows.ids[at] ?? '');
      if (!document) return [];
      const { agency: by, officer: who } = kindsOf(document);
      const { code } = document.standing;
      return [
        {
          ...{ dossier: document.dossier, ...(code === undefined ? {} : { code }), procedure: document.procedure },
          ...(by === undefined ? {} : { agency: by }),
          ...(who === undefined ? {} : { officer: who }),
          ...{ dueAt: instantOf(dueAt), probability, sample, like },
        },
      ];
    }),
  );
  return {
    items: items.flat(),
    ...fresh,
    at: instantOf(now),
    backlog: { inProcess, overdue, paused },
    days: [...forecastDays(found, asked)],
    method,
  };
}
