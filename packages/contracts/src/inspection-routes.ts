import { z } from 'zod';
import { may } from './access.ts';
import * as queries from './inspection-queries.ts';
import * as inspections from './inspections.ts';
import { add, ask, none, put, type Route } from './route.ts';

const inspection = z.strictObject({ id: inspections.InspectionId });
const { conduct, replyToInspection, seeInspections } = may;
const at = (part: string): string => `/inspections/:id/${part}`;

/** Inspections, announced or not, and of a unit by itself. */
export const inspectionRoutes: readonly Route[] = [
  put('/inspections/:id', inspections.OpenInspection, conduct, inspection, 'Mở cuộc kiểm tra', 'Open an inspection'),
  add(
    at('announcement'),
    inspections.AnnounceInspection,
    conduct,
    inspection,
    'Công bố cuộc kiểm tra cho đơn vị được kiểm tra',
    'Open an inspection to the inspected units',
  ),
  add(at('sample'), inspections.DrawSample, conduct, inspection, 'Rút mẫu hồ sơ', 'Draw the sample'),
  add(at('checks'), inspections.AnswerChecklist, conduct, inspection, 'Trả lời mục kiểm tra', 'Answer the checklist'),
  add(at('findings'), inspections.RecordInspectionFinding, conduct, inspection, 'Ghi phát hiện', 'Record a finding'),
  add(
    at('replies'),
    inspections.ReplyToFinding,
    replyToInspection,
    inspection,
    'Đơn vị giải trình về phát hiện',
    'Reply to a finding',
  ),
  add(at('measures'), inspections.OrderMeasure, conduct, inspection, 'Yêu cầu khắc phục', 'Order a measure'),
  add(
    at('reports'),
    inspections.ReportMeasure,
    replyToInspection,
    inspection,
    'Báo cáo việc khắc phục',
    'Report on a measure',
  ),
  add(at('follow-ups'), inspections.FollowUpMeasure, conduct, inspection, 'Theo dõi khắc phục', 'Follow a measure up'),
  add(at('closing'), inspections.CloseInspection, conduct, inspection, 'Kết luận kiểm tra', 'Close an inspection'),
  add(at('packs'), inspections.RecordPack, conduct, inspection, 'Ghi nhận bộ chứng cứ', 'Record a pack'),
  ask(
    'GET',
    '/inspections',
    queries.ListInspections,
    seeInspections,
    none,
    'Danh sách cuộc kiểm tra',
    'List inspections',
  ),
  ask(
    'GET',
    '/inspections/:id',
    queries.FindInspection,
    seeInspections,
    inspection,
    'Xem cuộc kiểm tra',
    'Show an inspection',
  ),
  ask(
    'GET',
    at('population'),
    queries.ListPopulation,
    conduct,
    inspection,
    'Tập hồ sơ để rút mẫu',
    'The population a sample was drawn from',
  ),
  ask(
    'GET',
    at('pack-seal'),
    queries.SealPack,
    conduct,
    inspection,
    'Chữ ký của sổ niêm phong dưới bộ chứng cứ',
    "The ledger's signature under a pack",
  ),
];
