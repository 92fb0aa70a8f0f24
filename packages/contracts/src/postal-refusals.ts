import { conflict, invalid, notFound, type Refusal } from './refusal.ts';

/** Every "no" about what goes by post, by its code. */
export const postalRefusals = {
  ShipmentNotFound: notFound(
    'Không có bưu gửi {shipment} của hồ sơ {dossier}',
    'There is no shipment {shipment} of dossier {dossier}',
  ),
  ShipmentAlreadyBegun: conflict(
    'Bưu gửi {shipment} đã bắt đầu với nội dung khác',
    'Shipment {shipment} was already begun with other content',
  ),
  ShipmentNotInState: conflict(
    'Bưu gửi đang ở trạng thái {status}; không thể: {command}',
    'The shipment is {status}: {command} is impossible',
  ),
  DocumentsMissing: conflict(
    'Thiếu giấy tờ theo danh mục công bố: {documents} (QĐ 45/2016 Đ6). Có thể kiên quyết (insist) kèm lý do',
    'Missing from the published list: {documents} (QĐ 45/2016 Đ6). It can be insisted upon with a reason',
  ),
  ApplicantAbsent: conflict(
    'Phải niêm phong trước mặt người nộp (QĐ 45/2016 Đ6). Có thể kiên quyết (insist) kèm lý do',
    'The packet is sealed before the applicant (QĐ 45/2016 Đ6). It can be insisted upon with a reason',
  ),
  NotSealed: conflict(
    'Gói hồ sơ chưa niêm phong (QĐ 45/2016 Đ6). Có thể kiên quyết (insist) kèm lý do',
    'The packet is not sealed (QĐ 45/2016 Đ6). It can be insisted upon with a reason',
  ),
  SealDiffers: conflict(
    'Niêm phong {sealNo} khác {expected}. Có thể kiên quyết (insist) kèm lý do',
    'The seal {sealNo} is not {expected}. It can be insisted upon with a reason',
  ),
  SealBroken: conflict(
    'Niêm phong không còn nguyên vẹn. Có thể kiên quyết (insist) kèm lý do',
    'The seal is broken. It can be insisted upon with a reason',
  ),
  SignerUnknown: conflict(
    '{officer} không thuộc {unit}. Có thể kiên quyết (insist) kèm lý do',
    '{officer} is not of the staff of {unit}. It can be insisted upon with a reason',
  ),
  TooFewInvitations: conflict(
    'Chuyển hoàn sau ít nhất 2 lần mời cách nhau 2 ngày làm việc (TT 17/2017 5.2.h). Có thể kiên quyết kèm lý do',
    'A return takes 2 invitations 2 working days apart (TT 17/2017 5.2.h). It can be insisted upon with a reason',
  ),
  ItemNumberReused: conflict(
    'Số hiệu {item} đã dùng ngày {on}; 12 tháng sau mới dùng lại (UPU S10). Có thể kiên quyết (insist) kèm lý do',
    'The number {item} was used on {on} and rests for 12 months (UPU S10). It can be insisted upon with a reason',
  ),
  ItemOfAnotherOffice: conflict(
    'Số hiệu {item} thuộc dải của {unit}. Có thể kiên quyết (insist) kèm lý do',
    'The number {item} is of a range of {unit}. It can be insisted upon with a reason',
  ),
  ItemNumberNeeded: conflict(
    '{unit} không còn số hiệu nào trong các dải đã cấp: phải nêu số hiệu (item)',
    '{unit} has no number left in its ranges: one must be given (item)',
  ),
  ItemRangeOverlaps: conflict('Dải số trùng với dải {range} của {unit}', 'The range overlaps {range} of {unit}'),
  ItemRangeDiffers: conflict('Dải {range} đã được cấp với nội dung khác', 'The range {range} was granted otherwise'),
  ItemServiceReserved: invalid(
    'UPU S10 để dành các chữ đầu {reserved}: không dịch vụ nào có {service}',
    'UPU S10 reserves the first letters {reserved}: no service is {service}',
  ),
  ItemRangeEmpty: invalid('Dải số từ {from} đến {to} không có số nào', 'The range from {from} to {to} is empty'),
  LegUnknown: invalid(
    'Thời gian vận chuyển không có cự ly {leg}; có: {known}',
    'The terms of carriage know no leg {leg}; they know {known}',
  ),
  AreaUnknown: invalid(
    'Thời gian vận chuyển không có địa bàn {area}; có: {known}',
    'The terms of carriage know no area {area}; they know {known}',
  ),
  CarriageTermsInvalid: invalid('Thời gian vận chuyển sai: {reason}', 'The terms of carriage are wrong: {reason}'),
  FeesNotRemitted: conflict(
    'Còn {amount} đồng đã thu chưa nộp (QĐ 45/2016 Đ7.5). Có thể kiên quyết (insist) kèm lý do',
    '{amount} đồng were collected and not remitted (QĐ 45/2016 Đ7.5). It can be insisted upon with a reason',
  ),
  RemittedTooMuch: conflict(
    'Chỉ còn {left} đồng phải nộp, không phải {amount}',
    'Only {left} đồng are left to remit, not {amount}',
  ),
  OriginalsLeft: conflict(
    'Còn bản chính phải trả kèm: {documents} (61 Đ20.2). Có thể kiên quyết (insist) kèm lý do',
    'Originals are left behind: {documents} (61 Đ20.2). It can be insisted upon with a reason',
  ),
  CompensationTooLow: conflict(
    'Bồi thường ít nhất 4 lần cước, {least} đồng (NĐ 47/2011 Đ25). Có thể kiên quyết (insist) kèm lý do',
    'At least 4 times the charge, {least} đồng, is due (NĐ 47/2011 Đ25). It can be insisted upon with a reason',
  ),
  CarrierNotFound: notFound('Không có đơn vị vận chuyển {id}', 'There is no carrier {id}'),
  OfficeOfAnotherCarrier: conflict('Bưu cục {office} thuộc {carrier}', 'The office {office} is run by {carrier}'),
  CarrierKeysInForce: conflict(
    'Các khóa {keys} đang có hiệu lực: hủy một khóa trước khi cấp khóa mới',
    'The keys {keys} are in force: retire one of them before the next is issued',
  ),
  CarrierKeyUnknown: notFound('Không có khóa số {key}', 'There is no key {key}'),
  ItemUnknown: notFound(
    'Chưa có bưu gửi {item}: hãy gửi lại sau',
    'No item {item} was handed over or ordered yet: tell it again later',
  ),
  CarrierTakesNoOrders: conflict(
    'Bưu cục {post} không có hệ thống nhận đơn',
    'The office {post} has no system that takes orders',
  ),
  ItemNotOrdered: conflict(
    'Đơn vị vận chuyển đã cấp số {expected}, không phải {item}. Có thể kiên quyết (insist) kèm lý do',
    'The carrier gave the number {expected}, not {item}. It can be insisted upon with a reason',
  ),
  CarrierEventsExhausted: conflict(
    'Bưu gửi đã có {count} sự kiện định vị, không nhận thêm',
    'The shipment has {count} carrier events and takes no more',
  ),
} as const satisfies Record<string, Refusal>;
