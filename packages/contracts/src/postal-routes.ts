import { z } from 'zod';
import type { Role } from './actor.ts';
import { ListCarriageTerms, PublishCarriageTerms } from './carriage-terms.ts';
import type { CommandType } from './command-type.ts';
import { GrantItemRange, ListItemRanges } from './item-ranges.ts';
import * as postal from './postal.ts';
import { FindShipments, ListShipments } from './postal-queries.ts';
import { ask, type CommandRoute, none, put, type Route } from './route.ts';
import { DossierId, Slug } from './scalars.ts';

// Any officer: the service knows unit and shipment, and one of the right unit but the wrong role may insist.
const staff: readonly Role[] = ['clerk', 'one-stop-head', 'officer', 'head', 'coordinator', 'postal'];
/** Who sends, carries or watches what goes by post. */
const carriers: readonly Role[] = ['clerk', 'one-stop-head', 'postal', 'inspector', 'operator'];
const dossier = z.strictObject({ id: DossierId });

const post = (path: string, command: CommandType, vi: string, en: string): CommandRoute => ({
  method: 'POST',
  path: `/dossiers/:id/${path}`,
  command,
  access: staff,
  params: dossier,
  summary: { vi, en },
});

/** What goes by post, over HTTP. */
export const postalRoutes: readonly Route[] = [
  post('collection', postal.CollectDossier, 'Bưu điện nhận hồ sơ tại nhà, bưu cục', 'Collect a dossier by post'),
  post('supplement-collection', postal.CollectSupplement, 'Bưu điện nhận bổ sung', 'Collect a supplement by post'),
  post('seal', postal.SealItem, 'Niêm phong', 'Seal the packet'),
  post('fees', postal.CollectFee, 'Thu phí, lệ phí, cước', 'Collect a fee'),
  post('remittance', postal.RemitFees, 'Nộp lại phí, lệ phí đã thu', 'Remit the fees collected'),
  post('handover-minutes', postal.SignHandoverMinutes, 'Ký biên bản giao nhận', 'Sign the handover minutes'),
  post('receipt-to-post', postal.GiveReceiptToPost, 'Giao giấy tiếp nhận cho bưu điện', 'Give the slip to the post'),
  post('receipt-brought', postal.BringReceiptBack, 'Giấy tiếp nhận đến người nộp', 'Bring the slip to the applicant'),
  post('papers-back', postal.SendPapersBack, 'Gửi trả giấy tờ', 'Send papers back by post'),
  post('result-handover', postal.HandResultToPost, 'Giao kết quả cho bưu điện', 'Hand the result to the post'),
  post('carrier-events', postal.RecordCarrierEvent, 'Định vị bưu gửi', 'Record a carrier event'),
  post('force-majeure', postal.ReportForceMajeure, 'Báo bất khả kháng', 'Report force majeure'),
  post('invitations', postal.InviteRecipient, 'Mời nhận', 'Invite the recipient'),
  post('delivery', postal.DeliverItem, 'Phát kết quả', 'Deliver the result'),
  post('delivery-notice', postal.NotifyDelivery, 'Báo đã phát', 'Notify the sender of the delivery'),
  post('return-to-agency', postal.ReturnToAgency, 'Chuyển hoàn', 'Return the result to the agency'),
  post('taken-back', postal.TakeItemBack, 'Nhận lại bưu gửi chuyển hoàn', 'Take the result back'),
  post('loss-or-damage', postal.ReportLossOrDamage, 'Báo mất, hư hỏng', 'Report loss or damage'),
  post('compensation', postal.PayCompensation, 'Bồi thường', 'Pay compensation'),
  post('shipment-cancellation', postal.CancelShipment, 'Hủy việc gửi', 'Cancel a shipment'),

  ask('GET', '/shipments', ListShipments, carriers, none, 'Danh sách bưu gửi', 'List shipments'),
  ask('GET', '/dossiers/:id/shipments', FindShipments, carriers, dossier, 'Bưu gửi của hồ sơ', "A dossier's shipments"),

  put(
    '/item-ranges/:id',
    GrantItemRange,
    ['registrar'],
    z.strictObject({ id: Slug }),
    'Cấp dải số hiệu bưu gửi',
    'Grant a range of item numbers',
    'id',
  ),
  ask('GET', '/item-ranges', ListItemRanges, carriers, none, 'Các dải số hiệu bưu gửi', 'List ranges of item numbers'),
  put(
    '/carriage-terms/:id',
    PublishCarriageTerms,
    ['registrar'],
    z.strictObject({ id: PublishCarriageTerms.data.shape.id }),
    'Công bố thời gian vận chuyển',
    'Publish terms of carriage',
    'id',
  ),
  ask('GET', '/carriage-terms', ListCarriageTerms, 'anyone', none, 'Thời gian vận chuyển', 'List terms of carriage'),
];
