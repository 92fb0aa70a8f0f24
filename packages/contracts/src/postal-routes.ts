import { z } from 'zod';
import { may } from './access.ts';
import { ListCarriageTerms, PublishCarriageTerms } from './carriage-terms.ts';
import {
  CarrierId,
  IssueCarrierKey,
  ListCarriers,
  RegisterCarrier,
  RetireCarrierKey,
  ShowCarrierKeys,
} from './carriers.ts';
import { GrantItemRange, ListItemRanges } from './item-ranges.ts';
import * as postal from './postal.ts';
import { FindShipments, ListShipments } from './postal-queries.ts';
import type { CommandType } from './command-type.ts';
import { ask, type CommandRoute, dossier, none, post, put, type Route } from './route.ts';
import { Slug } from './scalars.ts';

const carrier = z.strictObject({ id: CarrierId });
const aboutCarrier = (path: string, command: CommandType, vi: string, en: string): CommandRoute => ({
  ...{ method: 'POST', path: `/carriers/:id/${path}`, command, access: may.operate, params: carrier },
  summary: { vi, en },
});

/** What goes by post, over HTTP. */
export const postalRoutes: readonly Route[] = [
  post(
    'collection',
    postal.CollectDossier,
    may.collect,
    'Bưu điện nhận hồ sơ tại nhà, bưu cục',
    'Collect a dossier by post',
  ),
  post(
    'supplement-collection',
    postal.CollectSupplement,
    may.collect,
    'Bưu điện nhận bổ sung',
    'Collect a supplement by post',
  ),
  post('seal', postal.SealItem, may.post, 'Niêm phong', 'Seal the packet'),
  post('postal-fees', postal.CollectFee, may.post, 'Thu phí, lệ phí, cước', 'Collect a fee'),
  post('remittance', postal.RemitFees, may.postOrCounter, 'Nộp lại phí, lệ phí đã thu', 'Remit the fees collected'),
  post(
    'handover-minutes',
    postal.SignHandoverMinutes,
    may.postOrCounter,
    'Ký biên bản giao nhận',
    'Sign the handover minutes',
  ),
  post(
    'receipt-to-post',
    postal.GiveReceiptToPost,
    may.postOrCounter,
    'Giao giấy tiếp nhận cho bưu điện',
    'Give the slip to the post',
  ),
  post(
    'receipt-brought',
    postal.BringReceiptBack,
    may.post,
    'Giấy tiếp nhận đến người nộp',
    'Bring the slip to the applicant',
  ),
  post('papers-back', postal.SendPapersBack, may.counter, 'Gửi trả giấy tờ', 'Send papers back by post'),
  post('carriage-order', postal.OrderCarriage, may.counter, 'Đặt đơn vị vận chuyển đến lấy', 'Order the carriage'),
  post(
    'result-handover',
    postal.HandResultToPost,
    may.postOrCounter,
    'Giao kết quả cho bưu điện',
    'Hand the result to the post',
  ),
  post('carrier-events', postal.RecordCarrierEvent, may.post, 'Định vị bưu gửi', 'Record a carrier event'),
  post('force-majeure', postal.ReportForceMajeure, may.post, 'Báo bất khả kháng', 'Report force majeure'),
  post('invitations', postal.InviteRecipient, may.post, 'Mời nhận', 'Invite the recipient'),
  post('delivery', postal.DeliverItem, may.post, 'Phát kết quả', 'Deliver the result'),
  post('delivery-notice', postal.NotifyDelivery, may.post, 'Báo đã phát', 'Notify the sender of the delivery'),
  post('return-to-agency', postal.ReturnToAgency, may.post, 'Chuyển hoàn', 'Return the result to the agency'),
  post('taken-back', postal.TakeItemBack, may.postOrCounter, 'Nhận lại bưu gửi chuyển hoàn', 'Take the result back'),
  post('loss-or-damage', postal.ReportLossOrDamage, may.post, 'Báo mất, hư hỏng', 'Report loss or damage'),
  post('compensation', postal.PayCompensation, may.post, 'Bồi thường', 'Pay compensation'),
  post('shipment-cancellation', postal.CancelShipment, may.counter, 'Hủy việc gửi', 'Cancel a shipment'),

  put('/carriers/:id', RegisterCarrier, may.register, carrier, 'Đăng ký đơn vị vận chuyển', 'Register a carrier', 'id'),
  aboutCarrier('keys', IssueCarrierKey, 'Cấp khóa ký', 'Issue a signing key'),
  aboutCarrier('key-retirement', RetireCarrierKey, 'Hủy khóa ký', 'Retire a signing key'),
  ask('GET', '/carriers', ListCarriers, may.seePost, none, 'Các đơn vị vận chuyển', 'List carriers'),
  ask('GET', '/carriers/:id/keys', ShowCarrierKeys, may.operate, carrier, 'Xem khóa ký', 'Show signing keys'),
  ask('GET', '/shipments', ListShipments, may.readShipments, none, 'Danh sách bưu gửi', 'List shipments'),
  ask(
    'GET',
    '/dossiers/:id/shipments',
    FindShipments,
    may.readShipments,
    dossier,
    'Bưu gửi của hồ sơ',
    "A dossier's shipments",
  ),

  put(
    '/item-ranges/:id',
    GrantItemRange,
    may.register,
    z.strictObject({ id: Slug }),
    'Cấp dải số hiệu bưu gửi',
    'Grant a range of item numbers',
    'id',
  ),
  ask(
    'GET',
    '/item-ranges',
    ListItemRanges,
    may.seePost,
    none,
    'Các dải số hiệu bưu gửi',
    'List ranges of item numbers',
  ),
  put(
    '/carriage-terms/:id',
    PublishCarriageTerms,
    may.register,
    z.strictObject({ id: PublishCarriageTerms.data.shape.id }),
    'Công bố thời gian vận chuyển',
    'Publish terms of carriage',
    'id',
  ),
  ask('GET', '/carriage-terms', ListCarriageTerms, may.open, none, 'Thời gian vận chuyển', 'List terms of carriage'),
];
