import { conflict, invalid, notFound, type Refusal } from './refusal.ts';

/** What is refused at a counter, beside a dossier's way from submission to return. */
export const counterRefusals = {
  OriginalsHeld: conflict(
    'Còn giữ bản chính: {documents} (61 Đ20.2). Có thể kiên quyết (insist) kèm lý do',
    'Originals still lie here: {documents} (61 Đ20.2). It can be insisted upon with a reason',
  ),
  OriginalNotTaken: invalid(
    'Không nhận giữ bản chính nào của {documents}',
    'No original of {documents} was ever taken',
  ),
  PresenceRequired: conflict(
    '{code} cần người nộp có mặt, không nhận qua bưu chính (QĐ 45/2016 Đ1.2). Có thể kiên quyết (insist) kèm lý do',
    'The applicant has to appear for {code}: not by post (QĐ 45/2016 Đ1.2). It can be insisted upon with a reason',
  ),
  OutsideBoundary: conflict(
    'Thủ tục {code} chỉ nộp tại nơi có thẩm quyền; {oneStop} không tiếp nhận. Có thể kiên quyết (insist) kèm lý do',
    '{code} is handed in at its own place alone, not at {oneStop}. It can be insisted upon with a reason',
  ),
  DocumentNotListed: conflict(
    'Ngoài danh mục giấy tờ đã công bố: {documents} (61 Đ5.1.đ). Có thể kiên quyết (insist) kèm lý do',
    'Not on the published list of papers: {documents} (61 Đ5.1.đ). It can be insisted upon with a reason',
  ),
  FeeAbovePublished: conflict(
    'Thu {total} đồng, quá mức công bố {published} (NĐ 63/2010 Đ6.1). Có thể kiên quyết (insist) kèm lý do',
    '{total} đồng are more than the published {published} (NĐ 63/2010 Đ6.1). It can be insisted upon with a reason',
  ),
  FeeNotOwed: conflict(
    'Chỉ còn phải nộp {owed} đồng, không phải {amount}. Có thể kiên quyết (insist) kèm lý do',
    '{owed} đồng are owed, not {amount}. It can be insisted upon with a reason',
  ),
  PaymentNotFound: notFound('Hồ sơ không có lần nộp tiền thứ {payment}', 'The dossier has no payment {payment}'),
  ReceiptAlreadyIssued: conflict(
    'Lần nộp tiền thứ {payment} đã có biên lai {receiptNo}',
    'Payment {payment} has the receipt {receiptNo} already',
  ),
  StartNotLawful: conflict(
    'Thời hạn bắt đầu {lawfulStartAt}, không phải {startAt} (QĐ 45/2016 Đ7.4). Có thể kiên quyết (insist) kèm lý do',
    'The term starts {lawfulStartAt}, not {startAt} (QĐ 45/2016 Đ7.4). It can be insisted upon with a reason',
  ),
  CodeNotComputed: conflict(
    'Mã hồ sơ do hệ thống cấp (61 Đ26), không phải {code}. Có thể kiên quyết (insist) kèm lý do',
    'The code is given by the system (61 Đ26), not {code}. It can be insisted upon with a reason',
  ),
  SlipNotGiven: conflict(
    'Phải cấp giấy tiếp nhận và hẹn trả (61 Đ17.1.c). Có thể kiên quyết (insist) kèm lý do',
    'The receipt slip is given (61 Đ17.1.c). It can be insisted upon with a reason',
  ),
  NotAtOnce: conflict(
    'Thủ tục {code} không trả kết quả ngay, cũng không giao Một cửa giải quyết. Có thể kiên quyết (insist) kèm lý do',
    'Procedure {code} gives no result at once, nor may a counter resolve it. It can be insisted upon with a reason',
  ),
  RestartBySupplement: conflict(
    'Thời hạn chỉ tính lại khi bổ sung đủ (61 Đ19.4). Có thể kiên quyết (insist) kèm lý do',
    'The term runs anew with a full supplement alone (61 Đ19.4). It can be insisted upon with a reason',
  ),
  ResultNotEarly: conflict(
    'Kết quả lúc {finishedAt} không trước ngày hẹn {dueAt}',
    'The result of {finishedAt} is not before its day, {dueAt}',
  ),
  NotReAppointed: conflict(
    'Hồ sơ chưa có ngày hẹn mới: một cửa phải đổi ngày hẹn theo phiếu đề nghị gia hạn trước (61 Đ19.9)',
    'The dossier has no new date yet: first the one-stop unit moves the date by the extension slip (61 Đ19.9)',
  ),
  NotificationNotFound: notFound(
    'Hồ sơ không có thông báo {notification}',
    'The dossier has no notification {notification}',
  ),
  LetterNotFound: notFound('Thông báo {notification} không có thư', 'Notification {notification} has no letter'),
  EntryNotFound: notFound(
    'Một cửa không có bút toán thứ {of} của hồ sơ; việc của cơ quan đính chính bằng case-corrections (correct-case)',
    'The one-stop unit has no entry {of}; those of agencies are written off by case-corrections (correct-case)',
  ),
  EntryNotCorrectable: conflict(
    'Bút toán thứ {of} không đính chính được: không thuộc loại ghi nhầm tại quầy, hoặc đã có việc khác tiếp theo',
    'Entry {of} cannot be written off: it is none of the counter, or something else has followed it',
  ),
} as const satisfies Record<string, Refusal>;
