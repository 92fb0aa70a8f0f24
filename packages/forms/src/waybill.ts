import type { PaperOf } from '@hoso/contracts';
import { applicantFields, erased, requestField } from './applicant.ts';
import { paperTable } from './handover-minutes.ts';
import { paperHeading, subheading } from './heading.ts';
import { field, type Sheet, space } from './sheet.ts';
import { officerText, type Signature, signatures, signed } from './signatures.ts';
import { longTime } from './vietnamese.ts';

/** What the post takes over, signed by both: from the applicant (QĐ 45/2016 Đ6), or the result from the agency (Đ9). */
export function waybill(on: Sheet, content: PaperOf<'waybill'>): void {
  const { direction, post, oneStop, item, at, sealNo, counted, applicant, returnAddress, originals = [] } = content;
  const toAgency = direction === 'to-agency';
  paperHeading(on, content, undefined);
  field(on, 'Số hiệu bưu gửi', item);
  field(on, 'Bưu chính nhận gửi', post);
  field(on, 'Thời gian nhận gửi', longTime(at));
  if (toAgency) {
    applicantFields(on, content, 'Người gửi', true);
    field(on, 'Người nhận', oneStop);
  } else {
    field(on, 'Người gửi', oneStop);
    field(on, 'Người nhận', applicant?.name ?? erased);
    field(on, 'Địa chỉ nhận', returnAddress ?? applicant?.address);
    field(on, 'Số điện thoại', applicant?.phone);
  }
  requestField(on, content);
  if (toAgency) {
    subheading(on, 'Giấy tờ trong gói hồ sơ:');
    paperTable(on, content);
    space(on, 0.3);
  } else {
    field(on, 'Số lượng giấy tờ', counted === undefined ? undefined : String(counted).padStart(2, '0'));
    if (originals.length > 0) field(on, 'Bản chính gửi trả kèm', originals.join('; '));
  }
  field(on, 'Số niêm phong', sealNo);
  signatures(on, sides(content));
}

function sides({ direction, signedBy, applicant }: PaperOf<'waybill'>): readonly Signature[] {
  const postal: Signature = { title: 'Nhân viên bưu chính', how: signed, who: officerText(signedBy.postal) };
  return direction === 'to-agency'
    ? [{ title: 'Người gửi', how: signed, who: signedBy.applicant ? applicant?.name : undefined }, postal]
    : [{ title: 'Đại diện bên giao', how: signed, who: officerText(signedBy.agency) }, postal];
}
