import { randomUUID } from 'node:crypto';
import { type Actor, ListCarriageTerms, ListItemRanges } from '@hoso/contracts';
import { beforeAll, describe, expect, it } from '@jest/globals';

import { type Api, clerk } from '../api.ts';
import { answered } from '../hoso-command.ts';
import { collection, journey, on, postman } from '../postal-journey.ts';
import type { Trial } from '../ways.ts';

const registrar: Actor = { id: 'registrar-0001', role: 'registrar', unit: 'platform' };
const { item: _, ...unnumbered } = collection;

/** What goes with a parcel beside itself: its number, its term, money, slips, originals, papers that come back. */
export function describeCustody({ http: running, run }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  describe('The whole chain of custody', () => {
    const id = randomUUID();
    const { command, ask, shipments, decide, submitted } = journey(() => http, id);

    it('begins with a number of the office’s own range, bound to the terms of its day', async () => {
      const range = [
        '--unit',
        'ha-long-post',
        '--service',
        'ZZ',
        '--from',
        '500',
        '--to',
        '509',
        '--source',
        'a trial',
      ];
      await answered(run('postal', 'grant-range', 'ha-long-trial', ...range, '--json'));
      const overlapping = await run('postal', 'grant-range', 'mong-cai-trial', ...range);
      expect([overlapping.code, overlapping.stderr]).toEqual([1, expect.stringContaining('ItemRangeOverlaps')]);
      const carriage = { leg: 'intra-district' };
      const originals = ['application-form'];
      const unknown = { ...unnumbered, carriage: { leg: 'by-air' }, occurredAt: on(14, '08:00') };
      expect(await ask('collection', postman, unknown)).toMatchObject({ status: 400, body: { code: 'LegUnknown' } });
      const { position } = await command('collection', postman, on(14, '08:00'), {
        ...unnumbered,
        carriage,
        originals,
      });
      const [parcel] = await shipments(postman, position);
      expect(parcel).toMatchObject({
        item: expect.stringMatching(/^ZZ00000500\dVN$/),
        carriage: { ...carriage, terms: 1, days: 1, slipDays: 2 },
        originals,
      });
      const ranges = ListItemRanges.answer.parse(await answered(run('postal', 'ranges', '--json'))).items;
      expect(ranges).toMatchObject([{ id: 'ha-long-trial', first: parcel?.item, drawn: 1 }]);
      const reused = { ...collection, item: parcel?.item, occurredAt: on(15, '08:00') };
      const again = await http.send('POST', `/dossiers/${randomUUID()}/collection`, { as: postman, body: reused });
      expect([again.status, again.body]).toMatchObject([409, { code: 'ItemNumberReused' }]);
    });

    it('does not go on while the post keeps what it took for the agency', async () => {
      await command('seal', postman, on(14, '08:05'), { sealNo: 'S-1', applicantPresent: true });
      const fee = { purpose: 'procedure', amount: 15_000, receiptNo: 'BL-1' };
      await command('postal-fees', postman, on(14, '08:06'), fee);
      const minutes = { minutesNo: 'BB-1', sealNo: 'S-1', intact: true, signedBy: { agency: clerk.id } };
      const early = { ...minutes, occurredAt: on(14, '15:00') };
      expect(await ask('handover-minutes', postman, early)).toMatchObject({
        status: 409,
        body: { code: 'FeesNotRemitted', detail: expect.stringContaining('15000') },
      });
      const voucher = { voucherNo: 'PT-1', signedBy: { agency: clerk.id } };
      const tooMuch = { ...voucher, amount: 15_001, occurredAt: on(14, '14:59') };
      expect(await ask('remittance', postman, tooMuch)).toMatchObject({ body: { code: 'RemittedTooMuch' } });
      await command('remittance', postman, on(14, '14:59'), { ...voucher, amount: 15_000 });
      const { position } = await command('handover-minutes', postman, on(14, '15:00'), minutes);
      expect(await submitted()).toMatchObject({ submittedAt: on(14, '15:00') });
      expect((await shipments(clerk, position))[0]).toMatchObject({
        money: { collected: 15_000, remitted: 15_000 },
        measured: { from: '2022-03-14', dueOn: '2022-03-15', endedOn: '2022-03-14', outcome: 'in-time' },
      });
    });

    it('brings the receipt slip to the applicant, and measures that too', async () => {
      const bring = { by: 'slip', occurredAt: on(17, '09:00') };
      expect(await ask('receipt-brought', postman, bring)).toMatchObject({ body: { code: 'ShipmentNotInState' } });
      const slip = { slipNo: 'TN-1', signedBy: { postal: postman.id } };
      await command('receipt-to-post', clerk, on(15, '08:00'), slip);
      const { position } = await command('receipt-brought', postman, on(17, '09:00'), { by: 'slip' });
      expect((await shipments(postman, position))[0]).toMatchObject({
        slipMeasured: { dueOn: '2022-03-16', endedOn: '2022-03-17', outcome: 'late' },
      });
    });

    it('carries a supplement slip home and the supplement back, with which the clock starts', async () => {
      const items = ['Giấy uỷ quyền'];
      await command('supplement-request', clerk, on(15, '09:00'), { items, reason: 'Thiếu giấy uỷ quyền' });
      await command('papers-back', clerk, on(15, '09:10'), { content: 'supplement-slip' });
      const taking = { counted: 1, sealNo: 'S-5', signedBy: { agency: clerk.id } };
      await command('result-handover', postman, on(15, '09:20'), taking);
      const proof = { idDocument: { kind: 'citizen-card', number: '022180001234' }, recipientSigned: true };
      await command('delivery', postman, on(15, '16:00'), { ...proof, sealNo: 'S-5', intact: true });
      await command('delivery-notice', postman, on(15, '16:05'), { means: 'sms' });
      const packet = { place: 'home', items, waybillSignedBy: { applicant: true } };
      await command('supplement-collection', postman, on(15, '16:10'), packet);
      await command('seal', postman, on(15, '16:12'), { sealNo: 'S-6', applicantPresent: true });
      const minutes = { minutesNo: 'BB-2', sealNo: 'S-6', intact: true, signedBy: { agency: clerk.id } };
      const { position } = await command('handover-minutes', postman, on(16, '08:00'), minutes);
      expect(await shipments(clerk, position)).toMatchObject([
        { shipment: 1, status: 'handed-over' },
        { shipment: 2, status: 'delivered', content: 'supplement-slip', notifiedAt: on(15, '16:05') },
        { shipment: 3, status: 'handed-over', content: 'supplement' },
      ]);
      expect(await http.dossier(id, clerk)).toMatchObject({ status: 'supplement-requested' });
      await command('supplement', clerk, on(16, '08:00'), { items });
      expect(await decide(16)).toMatchObject({ shipment: 4, direction: 'to-applicant' });
      expect(await http.dossier(id, clerk)).toMatchObject({ submittedAt: on(14, '15:00'), startAt: on(16, '08:00') });
    });

    it('loses no original, and pays for what it loses itself', async () => {
      const taking = { counted: 2, sealNo: 'S-7', signedBy: { agency: clerk.id }, occurredAt: on(16, '16:00') };
      expect(await ask('result-handover', postman, taking)).toMatchObject({
        status: 409,
        body: { code: 'OriginalsLeft', detail: expect.stringContaining('application-form') },
      });
      await command('result-handover', postman, on(16, '16:00'), { ...taking, originals: ['application-form'] });
      await command('postal-fees', postman, on(16, '16:01'), {
        purpose: 'carriage',
        amount: 20_000,
        receiptNo: 'BL-2',
      });
      await command('loss-or-damage', postman, on(18, '09:00'), { kind: 'lost' });
      const compensation = { amount: 79_999, receiptNo: 'BT-1', occurredAt: on(21, '09:00') };
      expect(await ask('compensation', postman, compensation)).toMatchObject({
        body: { code: 'CompensationTooLow', detail: expect.stringContaining('80000') },
      });
      const paid = { amount: 80_000, receiptNo: 'BT-1' };
      const { position } = await command('compensation', postman, on(21, '09:00'), paid);
      expect((await shipments(postman, position)).at(-1)).toMatchObject({
        status: 'lost',
        money: { carriage: 20_000, compensation: 80_000 },
      });
    });

    it('has terms that a province publishes', async () => {
      const { items } = ListCarriageTerms.answer.parse(await answered(run('postal', 'terms', '--json')));
      expect(items).toMatchObject([{ version: 1, effectiveFrom: '2017-08-15', legs: { length: 4 } }]);
      const next = { effectiveFrom: '2025-07-01', legs: items[0]?.legs, areas: [], source: 'a trial' };
      const put = (as: Actor, body: object) => http.send('PUT', '/carriage-terms/public-post', { as, body });
      expect(await put(clerk, next)).toMatchObject({ status: 403, body: { code: 'RoleNotAllowed' } });
      expect(await put(registrar, { ...next, legs: [] })).toMatchObject({ status: 400 });
      expect(await put(registrar, next)).toMatchObject({ status: 201 });
      expect(await put(registrar, { ...next, effectiveFrom: '2020-01-01' })).toMatchObject({
        body: { code: 'EffectiveTooEarly' },
      });
    });
  });
}
