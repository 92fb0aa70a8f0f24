import { CollectDossier, CollectFee, PayCompensation, RemitFees, ReportLossOrDamage, SealItem } from '@hoso/contracts';
import { BringReceiptBack, DeliverItem, GiveReceiptToPost, HandResultToPost, InviteRecipient } from '@hoso/contracts';
import { ReportForceMajeure, ReturnToAgency, SignHandoverMinutes } from '@hoso/contracts';
import { type Cast, digits } from '../demo/cast.ts';
import { type Deed, deed } from '../demo/deeds.ts';
import * as post from '../demo/postal-deeds.ts';
import type { Line } from './line.ts';
import { dayMs, later, minuteMs } from './office-clock.ts';

/** Two working days' way, as the slip says. */
export const handedToPost: Deed = deed('clerk', HandResultToPost, (cast) => ({
  ...{ item: cast.items.out, counted: 1, sealNo: sealOf(cast, 'out'), signedBy: { postal: cast.postman.id } },
  ...{ deliverAt: 'home', carriage: { leg: 'inter-district' } },
}));

/** On its way from this instant on. */
export function onItsWay(sentAt: number): readonly Line[] {
  return [
    [sentAt, handedToPost],
    [later(sentAt, 15 * minuteMs), post.tracked('accepted')],
  ];
}

export function delivery(sentAt: number): readonly Line[] {
  const arrivedAt = later(sentAt, dayMs);
  return [
    ...onItsWay(sentAt),
    [arrivedAt, post.tracked('arrived')],
    [later(arrivedAt, 30 * minuteMs), post.invited('phone')],
    [later(arrivedAt, 90 * minuteMs), post.delivered],
  ];
}

const proof = (cast: Cast) => ({
  idDocument: { kind: 'citizen-card', number: cast.applicant.idNumber ?? `0229${digits(`${cast.dossier} taker`, 8)}` },
});
export const deliveredBroken: Deed = deed('postman', DeliverItem, (cast) => ({
  ...{ to: 'applicant', recipientSigned: true, sealNo: sealOf(cast, 'out'), intact: false },
  ...proof(cast),
}));
export const deliveredToNobodyKnown: Deed = deed('postman', DeliverItem, (cast) => ({
  ...{ to: 'applicant', recipientSigned: true, sealNo: sealOf(cast, 'out'), intact: true },
}));
export const invitedByLetter: Deed = deed('postman', InviteRecipient, () => ({ means: 'letter' }));
export const sentBackRefused: Deed = deed('postman', ReturnToAgency, () => ({ reason: 'refused' }));
export const lost: Deed = deed('postman', ReportLossOrDamage, () => ({ kind: 'lost' }));
export const compensated: Deed = deed('postman', PayCompensation, ({ dossier }) => ({
  ...{ amount: 400_000, receiptNo: `BT-${digits(`${dossier} compensation`, 6)}` },
}));
export const storm: Deed = deed('postman', ReportForceMajeure, () => ({ note: 'Bão, tàu ra đảo tạm ngừng' }));

export const collectedAt = (place: 'home' | 'post-office', waybill: 'signed by both' | 'signed by one'): Deed =>
  deed('postman', CollectDossier, (cast) => ({
    ...{ item: cast.items.in, place, procedure: cast.matter.code, oneStop: cast.office.oneStop },
    ...{ applicant: cast.applicant, returnBy: cast.returnBy, documents: cast.documents },
    ...{ waybillSignedBy: { applicant: waybill === 'signed by both' }, carriage: { leg: 'intra-district' } },
  }));
export const sealed = (applicantPresent: boolean): Deed =>
  deed('postman', SealItem, (cast) => ({ sealNo: sealOf(cast, 'in'), applicantPresent }));
export const feeCollected: Deed = deed('postman', CollectFee, ({ dossier }) => ({
  ...{ purpose: 'procedure', amount: 8_000, receiptNo: `BL-${digits(`${dossier} collected`, 7)}` },
}));
export const feeRemitted: Deed = deed('postman', RemitFees, ({ dossier, clerk }) => ({
  ...{ amount: 8_000, voucherNo: `PT-${digits(`${dossier} remitted`, 6)}`, signedBy: { agency: clerk.id } },
}));
export const minutesSigned = (by: 'both sides' | 'one side'): Deed =>
  deed('postman', SignHandoverMinutes, (cast) => ({
    ...{ minutesNo: `BBGN-${digits(`${cast.dossier} minutes`, 4)}`, sealNo: sealOf(cast, 'in'), intact: true },
    ...(by === 'both sides' ? { signedBy: { agency: cast.clerk.id } } : {}),
  }));
export const slipGiven: Deed = deed('clerk', GiveReceiptToPost, ({ dossier, postman }) => ({
  ...{ slipNo: `GTN-${digits(`${dossier} slip`, 5)}`, signedBy: { postal: postman.id } },
}));
export const slipBrought: Deed = deed('postman', BringReceiptBack, () => ({ by: 'slip' }));

function sealOf({ dossier }: Cast, way: 'in' | 'out'): string {
  return `NP-${digits(`${dossier} seal ${way}`, 6)}`;
}
