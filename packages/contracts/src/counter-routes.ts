import { ExemptFromScan, ResolveAtOnce } from './dossier-at-once.ts';
import { ChargeFee, IssueFeeReceipt, PayFee } from './dossier-fees.ts';
import { NotifyEarlyResult, NotifyReAppointment } from './dossier-notices.ts';
import { ReturnOriginals, TakeOriginals } from './dossier-originals.ts';
import { RestartClock } from './intake.ts';
import { post, type Route, staff } from './route.ts';

/** What a counter does with papers and money, beside a dossier's way from submission to return. */
export const counterRoutes: readonly Route[] = [
  post('originals', TakeOriginals, staff, 'Nhận giữ bản chính', 'Take originals'),
  post('originals-return', ReturnOriginals, staff, 'Trả lại bản chính', 'Give originals back'),
  post('fees', ChargeFee, staff, 'Thông báo phí, lệ phí phải nộp', 'Charge a fee'),
  post('payments', PayFee, staff, 'Nộp phí, lệ phí', 'Pay a fee'),
  post('fee-receipts', IssueFeeReceipt, staff, 'Cấp biên lai', 'Issue the receipt of a payment'),
  post('result-at-once', ResolveAtOnce, staff, 'Giải quyết và trả kết quả ngay', 'Give the result at once'),
  post('scan-exemptions', ExemptFromScan, staff, 'Miễn số hóa giấy tờ', 'Exempt a paper from scanning'),
  post('early-notice', NotifyEarlyResult, staff, 'Báo có kết quả trước hạn', 'Tell of an early result'),
  post('re-appointment-notice', NotifyReAppointment, staff, 'Báo ngày hẹn mới', 'Tell the new date'),
  post('clock-restart', RestartClock, staff, 'Tính lại thời hạn', 'Let the term run anew'),
];
