import type { OrderRefusedBecause, ShipmentContent } from '../carriage.ts';
import type { shipmentEventTypes } from '../postal-events.ts';
import { recipients } from './dossier-words.ts';
import { localTime, type Said, type WordingsOf, wording } from './wording.ts';

const places: Readonly<Record<'home' | 'post-office', Said>> = {
  home: ['tại nhà', 'at home'],
  'post-office': ['tại bưu cục', 'at the post office'],
};
const carried: Readonly<
  Record<
    'accepted' | 'departed' | 'arrived' | 'out-for-delivery' | 'attempted' | 'delivered' | 'returned' | 'lost',
    Said
  >
> = {
  accepted: ['đã chấp nhận', 'accepted'],
  departed: ['đã rời đi', 'departed'],
  arrived: ['đã đến', 'arrived'],
  'out-for-delivery': ['đang đi phát', 'out for delivery'],
  attempted: ['phát không thành công', 'delivery attempted'],
  delivered: ['đã phát', 'delivered'],
  returned: ['đã chuyển hoàn', 'returned'],
  lost: ['bị mất', 'lost'],
};
const invited: Readonly<Record<'phone' | 'sms' | 'letter' | 'visit', Said>> = {
  phone: ['qua điện thoại', 'by phone'],
  sms: ['qua tin nhắn', 'by text message'],
  letter: ['bằng thư', 'by letter'],
  visit: ['đến tận nơi', 'by a visit'],
};
const reasons: Readonly<Record<'not-collected' | 'refused' | 'address-unknown', Said>> = {
  'not-collected': ['không đến nhận', 'not collected'],
  refused: ['từ chối nhận', 'refused by the addressee'],
  'address-unknown': ['không rõ địa chỉ', 'address unknown'],
};
const harms: Readonly<Record<'lost' | 'damaged', Said>> = {
  lost: ['Bưu gửi bị mất', 'The item was lost'],
  damaged: ['Bưu gửi bị hư hỏng', 'The item was damaged'],
};

const contents: Readonly<Record<ShipmentContent, Said>> = {
  supplement: ['giấy tờ bổ sung', 'a supplement'],
  'refused-papers': ['hồ sơ bị từ chối', 'the papers of a refused dossier'],
  'supplement-slip': ['phiếu yêu cầu bổ sung', 'a supplement slip'],
  originals: ['bản chính', 'originals'],
};
const feePurposes: Readonly<Record<'procedure' | 'carriage', Said>> = {
  procedure: ['phí, lệ phí', 'for the procedure'],
  carriage: ['cước', 'for the carriage'],
};

const unordered: Readonly<Record<OrderRefusedBecause, Said>> = {
  refused: ['từ chối', 'it refuses'],
  'answer-invalid': ['không hiểu được', 'not to be understood'],
  'item-in-use': ['số hiệu đang dùng', 'a number that something else bears'],
};

/** The words of a parcel, on its way to the agency or to the applicant. */
export const postalWords: WordingsOf<(typeof shipmentEventTypes)[number]> = {
  PostalItemAccepted: wording('Bưu điện nhận hồ sơ', 'Collected by the post', ({ item, place, post, oneStop }) => [
    `Bưu gửi ${item}, nhận ${places[place][0]}, ${post} chuyển đến ${oneStop}`,
    `Item ${item}, collected ${places[place][1]}, by ${post} for ${oneStop}`,
  ]),
  SupplementAccepted: wording('Bưu điện nhận bổ sung', 'Supplement collected', ({ item, place, post, oneStop }) => [
    `Bưu gửi ${item}, nhận ${places[place][0]}, ${post} chuyển đến ${oneStop}`,
    `Item ${item}, collected ${places[place][1]}, by ${post} for ${oneStop}`,
  ]),
  ItemSealed: wording('Niêm phong', 'Sealed', ({ sealNo, applicantPresent }) => [
    `${sealed(sealNo)[0]}${applicantPresent === false ? ', người nộp không có mặt' : ''}`,
    `${sealed(sealNo)[1]}${applicantPresent === false ? ', without the applicant' : ''}`,
  ]),
  HandoverMinutesSigned: wording('Ký biên bản giao nhận', 'Handover minutes signed', (data) => [
    `${data.post} giao ${data.oneStop}${numbered(data.minutesNo)[0]}${opened(data.intact)[0]}`,
    `${data.post} to ${data.oneStop}${numbered(data.minutesNo)[1]}${opened(data.intact)[1]}`,
  ]),
  ShipmentArranged: wording('Chờ gửi bưu điện', 'Shipment arranged', ({ oneStop, readyAt, content }) => {
    const [vi, en] = content === undefined ? ['kết quả', 'the result'] : contents[content];
    return [`Có tại ${oneStop} từ ${localTime(readyAt)}: ${vi}`, `At ${oneStop} since ${localTime(readyAt)}: ${en}`];
  }),
  ShipmentCancelled: wording('Hủy gửi', 'Shipment cancelled', () => [
    'Kết quả ở lại Bộ phận Một cửa',
    'The result stays at the one-stop unit',
  ]),
  ResultHandedToPost: wording('Giao kết quả cho bưu điện', 'Result handed to the post', ({ item, oneStop, post }) => [
    `Bưu gửi ${item}, ${oneStop} giao ${post}`,
    `Item ${item}, from ${oneStop} to ${post}`,
  ]),
  CarrierEventRecorded: wording('Định vị bưu gửi', 'Carrier event', ({ status, place, at }) => [
    `${carried[status][0]}${place === undefined ? '' : ` tại ${place}`}, lúc ${localTime(at)}`,
    `${carried[status][1]}${place === undefined ? '' : ` at ${place}`}, on ${localTime(at)}`,
  ]),
  DeliveryInvited: wording('Mời nhận', 'Recipient invited', ({ count, means }) => [
    `Lần ${count}, ${invited[means][0]}`,
    `Invitation ${count}, ${invited[means][1]}`,
  ]),
  Delivered: wording('Phát thành công', 'Delivered', ({ to, idDocument }) => [
    `Phát cho ${recipients[to][0]}, ${idDocument === undefined ? 'không ghi giấy tờ tùy thân' : 'có giấy tờ tùy thân'}`,
    `To ${recipients[to][1]}, ${idDocument === undefined ? 'no proof of identity stated' : 'with proof of identity'}`,
  ]),
  ReturnedToAgency: wording('Chuyển hoàn', 'On its way back', ({ reason, invitations }) => [
    `${reasons[reason][0]}, sau ${invitations} lần mời`,
    `${reasons[reason][1]}, after ${invitations} invitations`,
  ]),
  ReturnTakenBack: wording('Nhận lại bưu gửi', 'Taken back', ({ post, oneStop }) => [
    `${post} trả lại ${oneStop}`,
    `${post} gave it back to ${oneStop}`,
  ]),
  CarriageOrdered: wording('Đặt vận chuyển', 'Carriage ordered', ({ carrier, item }) => [
    `${carrier} sẽ đến lấy, số hiệu ${item}`,
    `${carrier} will fetch it as ${item}`,
  ]),
  CarriageOrderRefused: wording('Đơn vận chuyển bị từ chối', 'Order refused', ({ carrier, status, because }) => [
    `${carrier} trả lời ${status}: ${unordered[because][0]}`,
    `${carrier} answered ${status}: ${unordered[because][1]}`,
  ]),
  CarriageOrderUnanswered: wording('Đơn vận chuyển chưa được trả lời', 'Order unanswered', (data) => [
    `${data.carrier} chưa trả lời lần ${data.attempt}, gửi lại lúc ${localTime(data.againAt)}`,
    `${data.carrier} did not answer attempt ${data.attempt}: sent again at ${localTime(data.againAt)}`,
  ]),
  FeeCollected: wording('Thu tiền', 'Fee collected', ({ amount, purpose, receiptNo }) => [
    `${amount} đồng ${feePurposes[purpose][0]}${receiptNo === undefined ? ', không biên lai' : ''}`,
    `${amount} đồng ${feePurposes[purpose][1]}${receiptNo === undefined ? ', without a receipt' : ''}`,
  ]),
  FeesRemitted: wording('Nộp lại tiền đã thu', 'Fees remitted', ({ amount, post, oneStop }) => [
    `${amount} đồng, ${post} nộp ${oneStop}`,
    `${amount} đồng, from ${post} to ${oneStop}`,
  ]),
  ReceiptGivenToPost: wording('Giao giấy tiếp nhận cho bưu điện', 'Slip given to the post', ({ post, oneStop }) => [
    `${oneStop} giao ${post}`,
    `From ${oneStop} to ${post}`,
  ]),
  ReceiptBroughtBack: wording('Giấy tiếp nhận đến người nộp', 'Slip brought to the applicant', ({ by }) =>
    by === 'slip' ? ['Đã giao giấy', 'The slip itself'] : ['Đã báo ngày hẹn', 'Told of the appointment'],
  ),
  DeliveryNotified: wording('Báo đã phát', 'Delivery notified', ({ means }) => invited[means]),
  ForceMajeureReported: wording('Bất khả kháng', 'Force majeure', () => ['Vận chuyển chậm', 'Carriage takes longer']),
  CompensationPaid: wording('Bồi thường', 'Compensation paid', ({ amount }) => [`${amount} đồng`, `${amount} đồng`]),
  LostOrDamaged: wording('Mất, hư hỏng', 'Lost or damaged', ({ kind }) => harms[kind]),
};

function sealed(sealNo: string | undefined): Said {
  return sealNo === undefined ? ['Không ghi số niêm phong', 'No seal number'] : [`Số ${sealNo}`, `Seal ${sealNo}`];
}

function numbered(minutesNo: string | undefined): Said {
  return minutesNo === undefined ? ['', ''] : [`, biên bản ${minutesNo}`, `, minutes ${minutesNo}`];
}

function opened(intact: boolean | undefined): Said {
  return intact === false ? [', niêm phong không còn nguyên', ', the seal was broken'] : ['', ''];
}
