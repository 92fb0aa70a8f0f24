import { conflict, invalid, notFound, type Refusal } from './refusal.ts';

/** What is refused of an agency's case. */
export const caseRefusals = {
  CaseNotFound: notFound('Không có vụ việc {case} của hồ sơ {dossier}', 'There is no case {case} of dossier {dossier}'),
  CaseAlreadyOpened: conflict('Vụ việc đã được mở với nội dung khác', 'The case was already opened with other content'),
  CaseFinished: conflict('Vụ việc đã giải quyết xong', 'The case is finished'),
  AgencyDecides: invalid(
    '{agency} đang giải quyết hồ sơ: chỉ chuyển thêm cho cơ quan khác',
    '{agency} itself decides the dossier: it is shared with others',
  ),
  UnitOfOfficer: invalid(
    'Cần nêu đơn vị (unit) của cán bộ {officer}',
    'It takes the unit of {officer} to list what he works on',
  ),
  UnknownStep: invalid('Quy trình không có bước {step}', 'The process has no step {step}'),
  StepOutOfOrder: conflict(
    'Bước {step} chưa đến lượt; đang chờ {expected}. Có thể kiên quyết (insist) kèm lý do',
    'Step {step} is not next; {expected} is. It can be insisted upon with a reason',
  ),
  StepNeverOutOfOrder: conflict(
    'Quy trình không cho làm bước {step} khi còn chờ {expected}, dù kiên quyết',
    'The process never lets step {step} be done before {expected}, whoever insists',
  ),
  StepsLeft: conflict(
    'Còn bước chưa xong: {steps}. Có thể kiên quyết (insist) kèm lý do',
    'Steps are left: {steps}. It can be insisted upon with a reason',
  ),
  OfficerUnknown: invalid(
    'Danh sách cán bộ của đơn vị {unit} không có {officer} vào ngày đó',
    'The staff list of {unit} does not name {officer} on that day',
  ),
  NotAssigned: conflict(
    'Hồ sơ được giao cho {officer}. Có thể kiên quyết (insist) kèm lý do',
    'The case is assigned to {officer}. It can be insisted upon with a reason',
  ),
  NotOneStop: conflict(
    'Phải yêu cầu bổ sung qua Bộ phận Một cửa (61 Đ5.1.e). Có thể kiên quyết (insist) kèm lý do',
    'Supplements are requested through the one-stop unit (61 Đ5.1.e). It can be insisted upon with a reason',
  ),
  NoSupplementPending: conflict('Không có yêu cầu bổ sung nào đang chờ', 'No supplement is being waited for'),
  SupplementPending: conflict('Đang chờ bổ sung hồ sơ', 'A supplement is being waited for'),
  ObligationPending: conflict('Đang chờ thực hiện nghĩa vụ tài chính', 'A financial obligation is yet to be fulfilled'),
  NoObligationPending: conflict(
    'Không có nghĩa vụ tài chính nào đang chờ',
    'No financial obligation is being waited for',
  ),
  CaseStopped: conflict('Việc giải quyết đang dừng', 'Processing is stopped'),
  NotStopped: conflict('Việc giải quyết không dừng', 'Processing is not stopped'),
  GroundUnknown: conflict(
    'Pháp luật không nêu căn cứ {groundRef}; các căn cứ: {grounds}. Có thể kiên quyết (insist) kèm lý do',
    'The law knows no ground {groundRef}; it names: {grounds}. It can be insisted upon with a reason',
  ),
  StoppedAfterDecision: conflict(
    'Đã có quyết định thì không dừng giải quyết (TT 03/2025 Đ7). Có thể kiên quyết (insist) kèm lý do',
    'Nothing is stopped after a decision (TT 03/2025 Đ7). It can be insisted upon with a reason',
  ),
  NotClosableYet: conflict(
    'Chưa có quy định của ngành cho đóng vì không bổ sung vào lúc này. Có thể kiên quyết (insist) kèm lý do',
    "No sector's law lets it be closed for want of a supplement by now. It can be insisted upon with a reason",
  ),
  NotCorrectable: conflict(
    'Mục {of} của vụ việc không phải bước hay biên bản còn hiệu lực; việc của một cửa: corrections (correct)',
    'Entry {of} of the case is no step or verification that counts; those of the counter: corrections (correct)',
  ),
  NotYourEntry: conflict(
    'Mục này do {by} ghi. Có thể kiên quyết (insist) kèm lý do',
    'This entry was made by {by}. It can be insisted upon with a reason',
  ),
  NoResult: conflict('Vụ việc chưa có kết quả', 'The case has no result yet'),
  ResultAlreadyReturned: conflict(
    'Kết quả đã trả, không thu hồi được nữa',
    'The result was returned: it cannot be recalled any more',
  ),
  ConsultedIsOwn: invalid(
    '{agency} là cơ quan đang giải quyết, không thể lấy ý kiến của chính mình',
    '{agency} itself handles the case: it consults others',
  ),
  DueBeforeAsked: invalid(
    'Hạn trả lời {dueAt} không sau lúc lấy ý kiến {occurredAt}',
    'The answer would be due {dueAt}, which is not after it is asked for, {occurredAt}',
  ),
  ConsultationUnknown: invalid(
    'Vụ việc không có lần lấy ý kiến {consultation}',
    'The case has no consultation {consultation}',
  ),
  ConsultationAnswered: conflict(
    'Lần lấy ý kiến {consultation} đã được trả lời khác',
    'Consultation {consultation} was already answered otherwise',
  ),
  ConsultationNotLate: conflict(
    'Lần lấy ý kiến {consultation} chưa quá hạn trả lời',
    'The answer to consultation {consultation} is not late',
  ),
  NotConsulted: conflict(
    'Ý kiến là của {agency}. Có thể kiên quyết (insist) kèm lý do',
    'The answer is {agency}’s to give. It can be insisted upon with a reason',
  ),
  AlreadyReappointed: conflict(
    'Chỉ được hẹn lại một lần (61 Đ19.9). Có thể kiên quyết (insist) kèm lý do',
    'Re-appointed at most once (61 Đ19.9). It can be insisted upon with a reason',
  ),
  SignedByHead: conflict(
    'Phiếu xin lỗi do thủ trưởng ký. Có thể kiên quyết (insist) kèm lý do',
    'The apology is signed by the head. It can be insisted upon with a reason',
  ),
  NewDateNotLater: invalid('Ngày hẹn mới {newDueAt} không sau {dueAt}', 'The new date {newDueAt} is not after {dueAt}'),
} as const satisfies Record<string, Refusal>;
