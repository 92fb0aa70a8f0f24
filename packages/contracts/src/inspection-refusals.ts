import { conflict, forbidden, invalid, notFound, type Refusal } from './refusal.ts';

/** What is refused of inspections. */
export const inspectionRefusals = {
  InspectionNotFound: notFound('Không có cuộc kiểm tra {id}', 'There is no inspection {id}'),
  InspectionAlreadyOpened: conflict(
    'Cuộc kiểm tra đã được mở với nội dung khác',
    'The inspection was already opened with other content',
  ),
  InspectionEnded: conflict(
    'Cuộc kiểm tra đã kết luận; chỉ còn báo cáo và theo dõi khắc phục',
    'The inspection is closed: only its measures are reported on and followed up',
  ),
  NotYourInspection: forbidden('Cuộc kiểm tra do {unit} tiến hành', 'The inspection is conducted by {unit}'),
  OwnUnitOnly: forbidden(
    'Thủ trưởng chỉ tự kiểm tra đơn vị mình, {unit}',
    'A head inspects his own unit alone, {unit}',
  ),
  ScopeInvalid: invalid(
    'Phạm vi từ {from} đến {to} sai: ngày cuối không được trước ngày đầu',
    'The scope from {from} to {to} is wrong: it ends before it begins',
  ),
  StrataRequired: invalid(
    'Rút mẫu phân tầng phải nêu phân theo gì (stratifyBy); cách khác thì không',
    'A stratified sample says by what (stratifyBy); another one does not',
  ),
  PopulationEmpty: conflict(
    'Trong phạm vi chưa có hồ sơ nào đến sự kiện {upTo}',
    'No dossier lies in the scope up to event {upTo}',
  ),
  SampleAlreadyDrawn: conflict(
    'Mẫu đã rút; rút lại phải có lý do (insist)',
    'The sample was drawn: to draw another one it takes a reason (insist)',
  ),
  SampleNotDrawn: conflict(
    'Chưa rút mẫu. Có thể kiên quyết (insist) kèm lý do',
    'No sample was drawn. It can be insisted upon with a reason',
  ),
  ChecklistItemUnknown: invalid('Không có mục kiểm tra {item}', 'The checklist has no item {item}'),
  InspectedUnitRequired: invalid(
    'Phải nêu đơn vị (unit), vì cuộc kiểm tra về nhiều đơn vị: {units}',
    'Name the unit (unit): the inspection is about more than one, {units}',
  ),
  TermInPast: invalid(
    'Thời hạn {field} {term} không được trước lúc đặt ra, {occurredAt}',
    '{field} {term} lies before the moment at which it is set, {occurredAt}',
  ),
  UnitNotInspected: invalid(
    'Đơn vị {unit} không thuộc phạm vi kiểm tra: {units}',
    'The unit {unit} is not inspected: {units}',
  ),
  EvidenceUnknown: invalid('Nhật ký chưa có sự kiện {position}', 'The log has no event {position}'),
  EvidenceOfAnother: invalid(
    'Sự kiện {position} không thuộc hồ sơ {dossier}',
    'Event {position} is none of the dossier {dossier}',
  ),
  FindingNotFound: notFound('Cuộc kiểm tra không có phát hiện {finding}', 'The inspection has no finding {finding}'),
  MeasureNotFound: notFound(
    'Cuộc kiểm tra không có yêu cầu khắc phục {measure}',
    'The inspection has no measure {measure}',
  ),
  RepliesAwaited: conflict(
    'Còn chờ giải trình về phát hiện {findings}. Có thể kiên quyết (insist) kèm lý do',
    'Replies to findings {findings} are yet awaited. It can be insisted upon with a reason',
  ),
  PackUnknown: notFound(
    'Cuộc kiểm tra không ghi nhận bộ chứng cứ {sha256}',
    'The inspection has recorded no pack {sha256}',
  ),
  PackTooLarge: conflict(
    'Bộ chứng cứ lớn quá một tệp zip để tải ({files} tệp, {bytes} byte; nhiều nhất {most} tệp, {bytesMost} byte): ' +
      'hãy lập bằng hoso inspection pack {id} --out <thư mục>',
    'The pack is too large for one zip to download ({files} files, {bytes} bytes; at most {most} files, {bytesMost} ' +
      'bytes): make it by hoso inspection pack {id} --out <folder>',
  ),
} as const satisfies Record<string, Refusal>;
