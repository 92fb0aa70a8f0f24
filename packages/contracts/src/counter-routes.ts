import { may } from './access.ts';
import { ExemptFromScan, ResolveAtOnce } from './dossier-at-once.ts';
import { CorrectEntry } from './dossier-corrections.ts';
import { ChargeFee, IssueFeeReceipt, PayFee } from './dossier-fees.ts';
import { NotifyEarlyResult, NotifyReAppointment, NotifyResult } from './dossier-notices.ts';
import { ReturnOriginals, TakeOriginals } from './dossier-originals.ts';
import { RestartClock } from './intake.ts';
import { PostLetter } from './notifications.ts';
import { ShareDossier } from './shared-dossiers.ts';
import { post, type Route } from './route.ts';

/** What a counter does with papers and money, beside a dossier's way from submission to return. */
export const counterRoutes: readonly Route[] = [
  post('share', ShareDossier, may.counter, 'Chuyển cơ quan phối hợp giải quyết', 'Share with a further agency'),
  post('originals', TakeOriginals, may.counter, 'Nhận giữ bản chính', 'Take originals'),
  post('originals-return', ReturnOriginals, may.counter, 'Trả lại bản chính', 'Give originals back'),
  post('fees', ChargeFee, may.counter, 'Thông báo phí, lệ phí phải nộp', 'Charge a fee'),
  post('payments', PayFee, may.counter, 'Nộp phí, lệ phí', 'Pay a fee'),
  post('fee-receipts', IssueFeeReceipt, may.counter, 'Cấp biên lai', 'Issue the receipt of a payment'),
  post('result-at-once', ResolveAtOnce, may.counter, 'Giải quyết và trả kết quả ngay', 'Give the result at once'),
  post('scan-exemptions', ExemptFromScan, may.counter, 'Miễn số hóa giấy tờ', 'Exempt a paper from scanning'),
  post('early-notice', NotifyEarlyResult, may.counter, 'Báo có kết quả trước hạn', 'Tell of an early result'),
  post('re-appointment-notice', NotifyReAppointment, may.counter, 'Báo ngày hẹn mới', 'Tell the new date'),
  post('result-notice', NotifyResult, may.counter, 'Báo đã có kết quả', 'Tell that the result is there'),
  post('posted-letters', PostLetter, may.counter, 'Gửi thư thông báo', 'Post a letter that was made out'),
  post('clock-restart', RestartClock, may.counter, 'Tính lại thời hạn', 'Let the term run anew'),
  post(
    'corrections',
    CorrectEntry,
    may.counter,
    'Đính chính việc ghi nhầm của một cửa',
    "Write off the one-stop unit's mistaken entry",
  ),
];
