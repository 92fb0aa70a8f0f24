import { ChargeFee, IssueFeeReceipt, PayFee } from './dossier-fees.ts';
import { ReturnOriginals, TakeOriginals } from './dossier-originals.ts';
import { post, type Route, staff } from './route.ts';

/** What a counter does with papers and money, beside a dossier's way from submission to return. */
export const counterRoutes: readonly Route[] = [
  post('originals', TakeOriginals, staff, 'Nhận giữ bản chính', 'Take originals'),
  post('originals-return', ReturnOriginals, staff, 'Trả lại bản chính', 'Give originals back'),
  post('fees', ChargeFee, staff, 'Thông báo phí, lệ phí phải nộp', 'Charge a fee'),
  post('payments', PayFee, staff, 'Nộp phí, lệ phí', 'Pay a fee'),
  post('fee-receipts', IssueFeeReceipt, staff, 'Cấp biên lai', 'Issue the receipt of a payment'),
];
