import {
  CollectDossier,
  DeliverItem,
  HandResultToPost,
  InviteRecipient,
  RecordCarrierEvent,
  ReturnToAgency,
  SealItem,
  SignHandoverMinutes,
  TakeItemBack,
} from '@hoso/contracts';
import { type Cast, digits } from './cast.ts';
import { type Deed, deed } from './deeds.ts';

/** At the applicant's home, sealed before his eyes. */
export const collected: Deed = (cast) => [
  ...deed('postman', CollectDossier, () => ({
    item: cast.items.in,
    place: 'home',
    procedure: cast.matter.code,
    oneStop: cast.office.oneStop,
    applicant: cast.applicant,
    returnBy: cast.returnBy,
    documents: cast.documents,
    waybillSignedBy: { applicant: true },
  }))(cast),
  ...deed('postman', SealItem, () => ({ sealNo: sealOf(cast, 'in'), applicantPresent: true }))(cast),
];
/** From here on it counts as submitted: a policy sees to that. */
export const handedOver = deed('postman', SignHandoverMinutes, (cast) => ({
  minutesNo: `BBGN-${digits(`${cast.dossier} minutes`, 4)}`,
  signedBy: { agency: cast.clerk.id },
  sealNo: sealOf(cast, 'in'),
  intact: true,
}));
export const resultHandedToPost = deed('clerk', HandResultToPost, (cast) => ({
  item: cast.items.out,
  counted: 1,
  sealNo: sealOf(cast, 'out'),
  signedBy: { postal: cast.postman.id },
}));
export const tracked = (status: 'accepted' | 'departed' | 'arrived' | 'out-for-delivery' | 'attempted'): Deed =>
  deed('postman', RecordCarrierEvent, (cast) => ({ carrierEventId: `${cast.items.out}.${status}`, status }));
export const invited = (means: 'phone' | 'sms' | 'letter' | 'visit'): Deed =>
  deed('postman', InviteRecipient, () => ({ means }));
export const delivered = deed('postman', DeliverItem, (cast) => ({
  to: 'applicant',
  // Somebody takes it for an enterprise.
  idDocument: { kind: 'citizen-card', number: cast.applicant.idNumber ?? `0229${digits(`${cast.dossier} taker`, 8)}` },
  recipientSigned: true,
  sealNo: sealOf(cast, 'out'),
  intact: true,
}));
export const sentBack = deed('postman', ReturnToAgency, () => ({ reason: 'not-collected' }));
export const takenBack = deed('clerk', TakeItemBack, ({ postman }) => ({ signedBy: { postal: postman.id } }));

type Way = 'in' | 'out';

function sealOf({ dossier }: Cast, way: Way): string {
  return `NP-${digits(`${dossier} seal ${way}`, 6)}`;
}
