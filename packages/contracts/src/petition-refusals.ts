import { conflict, forbidden, invalid, notFound, type Refusal } from './refusal.ts';

/** What is refused of petitions and complaints. */
export const petitionRefusals = {
  PetitionNotFound: notFound('Không có phản ánh, kiến nghị, khiếu nại {id}', 'There is no petition {id}'),
  PetitionAlreadyReceived: conflict(
    'Phản ánh, kiến nghị đã được ghi nhận với nội dung khác',
    'The petition was already received with other content',
  ),
  NotYourPetition: forbidden('Đây không phải phản ánh, kiến nghị của bạn', 'This is not your petition'),
  PetitionEnded: conflict(
    'Phản ánh, kiến nghị đã kết thúc ({status})',
    'The petition is at its end ({status}): nothing more is done about it',
  ),
  NotAComplaint: invalid('Chỉ khiếu nại mới cần thụ lý', 'Only a complaint is accepted'),
  ComplaintNotAccepted: conflict(
    'Khiếu nại chưa được thụ lý (Luật Khiếu nại Đ27). Có thể kiên quyết (insist) kèm lý do',
    'The complaint was not accepted (Luật Khiếu nại Đ27). It can be insisted upon with a reason',
  ),
  UnitCannotAnswer: invalid(
    'Đơn vị {unit} không giải quyết phản ánh, kiến nghị: chỉ bộ phận một cửa hoặc cơ quan',
    'The unit {unit} answers no petitions: a one-stop unit or an agency does',
  ),
  ForwardedToItself: invalid('Đơn vị {unit} đang giải quyết', 'It lies with the unit {unit} already'),
  PetitionAlreadyForwarded: conflict(
    'Chỉ chuyển một lần. Có thể kiên quyết (insist) kèm lý do',
    'It is forwarded once. It can be insisted upon with a reason',
  ),
  PetitionAlreadyExtended: conflict(
    'Chỉ gia hạn một lần. Có thể kiên quyết (insist) kèm lý do',
    'It is extended once. It can be insisted upon with a reason',
  ),
  PetitionTermOver: conflict(
    'Đã quá hạn {dueAt}, không gia hạn được nữa. Có thể kiên quyết (insist) kèm lý do',
    'Its term was over at {dueAt}: too late to extend it. It can be insisted upon with a reason',
  ),
  PetitionNotAnswered: conflict('Chưa được trả lời', 'It was not answered yet'),
  PetitionAlreadyRated: conflict('Đã được đánh giá', 'It was rated already'),
} as const satisfies Record<string, Refusal>;
