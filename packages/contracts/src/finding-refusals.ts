import { conflict, invalid, notFound, type Refusal } from './refusal.ts';

/** What is refused about findings, the rules that they are of and the people responsible for them. */
export const findingRefusals = {
  RuleNotFound: notFound(
    'Không có quy tắc {rule} (rule); danh sách: hoso audit rules, GET /rules',
    'There is no rule {rule} (rule); hoso audit rules and GET /rules list them all',
  ),
  PersonNotFound: notFound(
    'Không có cán bộ {person}: không đơn vị nào đăng ký mã này, và phần được hỏi không nêu ai như vậy',
    'There is no officer {person}: no unit has registered this id, and nothing that was asked about names it',
  ),
  RuleFindingNotFound: notFound('Không có phát hiện {id}', 'There is no finding {id}'),
  FindingIsWithdrawn: conflict(
    'Phát hiện {id} đã được rút vì thông tin ghi nhận sau; không còn gì để xác nhận hay bác bỏ',
    'The finding {id} was withdrawn by later facts: there is nothing left to confirm or to dismiss',
  ),
  FindingAlreadyConfirmed: conflict(
    'Phát hiện {id} đã được xác nhận, từ đó chưa có gì thay đổi: lời ghi đã lưu vẫn giữ nguyên',
    'The finding {id} is confirmed already, and nothing has changed since: what was noted of it stands',
  ),
  FindingAlreadyDismissed: conflict(
    'Phát hiện {id} đã bị bác bỏ, từ đó chưa có gì thay đổi: muốn nêu lý do khác thì xác nhận lại trước',
    'The finding {id} is dismissed already, and nothing has changed since: confirm it first to give another reason',
  ),
  DismissalTakesReason: invalid(
    'Bác bỏ phát hiện phải nêu lý do (reason); chỉ nêu căn cứ (ground) là đủ khi dữ liệu cá nhân của hồ sơ đã bị hủy',
    'A dismissal takes a reason; a ground alone is enough only where the dossier was erased',
  ),
  DismissalTakesGround: conflict(
    'Dữ liệu cá nhân của hồ sơ đã bị hủy, không lưu được lời viết: hãy chỉ nêu căn cứ (ground), một trong {grounds}',
    'The dossier was erased and no words about it can be kept: give a ground alone, one of {grounds}',
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
