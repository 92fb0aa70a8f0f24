import { type Actor, daysOf, type IndexGroup, type IndexItem, refuse, type ShowServiceIndex } from '@hoso/contracts';
import { instantOf } from '@hoso/event-sourcing';
import type { z } from 'zod';
import { countFigures } from './count-figures.ts';
import { dayOfDate } from './local-days.ts';
import { type FigurePorts, unitToldTo } from './show-figures.ts';

/** QĐ 766/QĐ-TTg was signed, and took effect. */
const inForceFrom = '2022-06-23';
const pointsOfAll = 100;

/** Refuses `MeasureNotInForce` and `RoleNotAllowed`. Days before it took effect are left out, as the answer says. */
export async function showServiceIndex(
  ports: FigurePorts,
  { period, agency, atLeast }: z.output<typeof ShowServiceIndex.ask>,
  actor: Actor,
): Promise<z.output<typeof ShowServiceIndex.answer>> {
  const unit = unitToldTo(actor);
  const days = daysOf(period);
  if (!days || days.to < inForceFrom) return refuse('MeasureNotInForce', { measure: 'QĐ 766', from: inForceFrom });
  const from = days.from < inForceFrom ? inForceFrom : days.from;
  const now = ports.clock();
  const bounds = { fromDay: dayOfDate(from), toDay: dayOfDate(days.to) };
  const { rows, fresh } = await ports.rows(atLeast);
  const counting = { basis: 'received', ...bounds, of: { agency }, unit, now } as const;
  const { total } = countFigures(rows, counting, []);
  const online = countFigures(rows, { ...counting, of: { agency, channel: 'online' } }, []).total.dossiers;
  const { dossiers, inTerm, early, onTime, withdrawn } = total;
  const kept = dossiers === 0 ? undefined : (inTerm + early + onTime + withdrawn) / dossiers;
  const groups = groupsOf(kept, dossiers === 0 ? undefined : online / dossiers);
  const known = groups.flatMap(({ items }) => items).filter(({ points }) => points !== undefined);
  const sum = (of: 'points' | 'max'): number => twoDecimals(known.reduce((all, item) => all + (item[of] ?? 0), 0));
  return {
    ...{ from, to: days.to, at: instantOf(now), dossiers, groups },
    ...{ atLeast: sum('points'), atMost: twoDecimals(pointsOfAll - sum('max') + sum('points')) },
    ...fresh,
  };
}

/** DOMAIN §6.2. `kept`, `online`: shares of what was received; absent where nothing was. */
function groupsOf(kept: number | undefined, online: number | undefined): IndexGroup[] {
  return [
    {
      ...{ group: 1, max: 18, name: { vi: 'Công khai, minh bạch', en: 'Transparency' } },
      items: [
        unknown('Công bố đúng hạn', 'Published on time', notOfDossiers),
        unknown('Cập nhật đúng hạn', 'Updated on time', notOfDossiers, 4),
        unknown('Nội dung đầy đủ', 'Full content', notOfDossiers),
        unknown('Hồ sơ đồng bộ lên Cổng', 'Dossiers synchronised to the portal', notOfDossiers, 6),
      ],
    },
    {
      ...{ group: 2, max: 20, name: { vi: 'Tiến độ, kết quả giải quyết', en: 'Progress and results' } },
      items: [progress(kept)],
    },
    {
      ...{ group: 3, max: 22, name: { vi: 'Số hóa hồ sơ', en: 'Digitisation' } },
      items: [
        unknown('Kết quả điện tử', 'Electronic results', noFormula, 6),
        unknown('Hồ sơ số hóa', 'Dossiers digitised', noFormula, 4),
        unknown('Tái sử dụng dữ liệu', 'Data used again', notOfDossiers, 2),
      ],
    },
    {
      ...{ group: 4, max: 22, name: { vi: 'Cung cấp dịch vụ trực tuyến', en: 'Online service' } },
      items: [
        unknown('Thủ tục cung cấp trực tuyến', 'Procedures supplied online', notOfDossiers, 2),
        unknown('Thủ tục có hồ sơ trực tuyến', 'Procedures with online dossiers', notOfDossiers, 4),
        submittedOnline(online),
        unknown('Thanh toán trực tuyến', 'Online payment', notOfDossiers, 10),
      ],
    },
    {
      ...{ group: 5, max: 18, name: { vi: 'Mức độ hài lòng', en: 'Satisfaction' } },
      items: [
        unknown('Xử lý phản ánh đúng hạn', 'Petitions handled on time', noFormula),
        unknown('Hài lòng với xử lý phản ánh', 'Satisfied with petition handling', noFormula),
        unknown('Hài lòng với giải quyết thủ tục', 'Satisfied with the procedure', notOfDossiers, 6),
      ],
    },
  ];
}

const notOfDossiers = {
  vi: 'Không có trong sự kiện của hồ sơ',
  en: 'Not in the events of dossiers',
};
const noFormula = {
  vi: 'Chưa có công thức đầy đủ của QĐ 766',
  en: 'The full formula of QĐ 766 is not known here',
};

function unknown(vi: string, en: string, why: IndexItem['why'], max?: number): IndexItem {
  return { name: { vi, en }, ...(max === undefined ? {} : { max }), why };
}

/** As a system in use counts it (DOMAIN §6.2): in term, early, on time and withdrawn ones, of those received. */
function progress(kept: number | undefined): IndexItem {
  const name = { vi: 'Tỷ lệ đúng hạn, trước hạn × 20', en: 'Share on time or early × 20' };
  return kept === undefined ? { name, max: 20, why: nothing } : { name, max: 20, points: twoDecimals(20 * kept) };
}

/** All points from half of the dossiers on; how they grow until there is not known. */
function submittedOnline(online: number | undefined): IndexItem {
  const name = { vi: 'Hồ sơ nộp trực tuyến', en: 'Dossiers submitted online' };
  if (online === undefined) return { name, max: 6, why: nothing };
  return online >= 0.5 ? { name, max: 6, points: 6 } : { name, max: 6, why: noFormula };
}

const nothing = { vi: 'Không tiếp nhận hồ sơ nào', en: 'No dossier was received' };

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
