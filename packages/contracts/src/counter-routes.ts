import { may } from './access.ts';
import { ChargeFee, IssueFeeReceipt, PayFee } from './dossier-fees.ts';
import { ReturnOriginals, TakeOriginals } from './dossier-originals.ts';
import { post, type Route } from './route.ts';

/** What a counter does with papers and money, beside a dossier's way from submission to return. */
export const counterRoutes: readonly Route[] = [
  post('originals', TakeOriginals, may.counter, 'Nhận giữ bản chính', 'Take originals'),
  post('originals-return', ReturnOriginals, may.counter, 'Trả lại bản chính', 'Give originals back'),
  post('fees', ChargeFee, may.counter, 'Thông báo phí, lệ phí phải nộp', 'Charge a fee'),
  post('payments', PayFee, may.counter, 'Nộp phí, lệ phí', 'Pay a fee'),
  post('fee-receipts', IssueFeeReceipt, may.counter, 'Cấp biên lai', 'Issue the receipt of a payment'),
];
