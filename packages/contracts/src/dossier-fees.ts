import { eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType } from './command-type.ts';
import { dossierSubject } from './intake-subject.ts';
import { Line, PaperNumber } from './scalars.ts';

/** In đồng. */
const amount = z.int().min(1).max(1_000_000_000_000);
/** When it falls due (DOMAIN §3.3: 1, 2, 4). */
const payableAt = z.enum(['reception', 'supplement', 'return']);
const means = z.enum(['cash', 'transfer', 'online']);
const insisted = { insisted: Insisted.optional() };
/** Payments of a dossier are counted from 1. */
const payment = z.int().min(1).max(999);

/** Fee and charge together; more than is published only by insisting (V31). */
export const ChargeFee = commandType(
  'ChargeFee',
  dossierSubject,
  z.strictObject({ amount, payableAt: payableAt.default('reception') }),
);
export const PayFee = commandType(
  'PayFee',
  dossierSubject,
  z.strictObject({ amount, means: means.default('cash'), receiptNo: PaperNumber.optional() }),
);
/** For the newest payment, unless another is named. */
export const IssueFeeReceipt = commandType(
  'IssueFeeReceipt',
  dossierSubject,
  z.strictObject({ receiptNo: PaperNumber, payment: payment.optional() }),
);
export const feeCommands = [ChargeFee, PayFee, IssueFeeReceipt] as const;

/** `published`: what the procedure says, where it says anything. `total`: all that was charged, with this. */
export const FeeCharged = eventType(
  'FeeCharged',
  z.strictObject({ amount, payableAt, total: z.int().min(1), published: z.int().min(0).optional(), ...insisted }),
);
export const FeePaid = eventType('FeePaid', z.strictObject({ payment, amount, means, ...insisted }));
export const FeeReceiptIssued = eventType(
  'FeeReceiptIssued',
  z.strictObject({ payment, receiptNo: Line, ...insisted }),
);
export const feeTypes = [FeeCharged, FeePaid, FeeReceiptIssued] as const;
