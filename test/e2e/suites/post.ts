import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ListShipments } from '@hoso/contracts';
import { z } from 'zod';
import { type Api, clerk, inspector, submission, until } from '../api.ts';
import { collection, journey, on, postman, strangePostman } from '../postal-journey.ts';
import type { Trial } from '../ways.ts';

/** Dossiers and results that go by post, over HTTP. */
export function describePost({ http: running }: Trial): void {
  let http: Api;
  beforeAll(() => {
    http = running();
  });
  describe('By post, over HTTP', () => {
    describe('a dossier that is collected at home, through its whole life', () => {
      const id = randomUUID();
      const { command, ask, shipments, decide, submitted, returned } = journey(() => http, id);

      it('is collected and sealed, and is nobody’s dossier yet', async () => {
        await command('collection', postman, on(14, '08:00'), collection);
        const { position } = await command('seal', postman, on(14, '08:05'), { sealNo: 'S-1', applicantPresent: true });
        expect(await shipments(postman, position)).toMatchObject([
          { shipment: 1, direction: 'to-agency', status: 'sealed', post: 'ha-long-post', item: 'RR123456785VN' },
        ]);
        expect(await shipments(strangePostman)).toEqual([]);
        expect((await http.send('GET', `/dossiers/${id}`, { as: clerk })).status).toBe(404);
      });

      it('is submitted at the signing of the handover minutes, with what the applicant said', async () => {
        const minutes = { minutesNo: 'BB-1', sealNo: 'S-1', intact: true, occurredAt: on(15, '09:00') };
        expect(await ask('handover-minutes', postman, minutes)).toMatchObject({
          status: 409,
          body: { code: 'FieldRequired', detail: expect.stringContaining('signedBy.agency') },
        });
        const forged = { ...minutes, signedBy: { agency: 'clerk-1102' } };
        expect(await ask('handover-minutes', postman, forged)).toMatchObject({ body: { code: 'SignerUnknown' } });
        await command('handover-minutes', postman, on(15, '09:00'), { ...minutes, signedBy: { agency: clerk.id } });
        expect(await submitted()).toMatchObject({
          status: 'registered',
          channel: 'post',
          submittedAt: on(15, '09:00'),
          applicant: collection.applicant,
        });
      });

      it('starts then, though it is received an hour and a half later', async () => {
        expect(await decide(15)).toMatchObject({ shipment: 2, direction: 'to-applicant', post: 'ha-long-post' });
        expect(await http.dossier(id, clerk)).toMatchObject({
          receivedAt: on(15, '10:30'),
          startAt: on(15, '09:00'),
          dueAt: on(18, '17:00'),
        });
      });

      it('is not handed over at the counter while the post carries its result', async () => {
        const body = { to: 'applicant', occurredAt: on(15, '16:00'), insist: { reason: 'Người nộp đến quầy' } };
        expect(await ask('return', clerk, body)).toMatchObject({ status: 409, body: { code: 'ShipmentUnderWay' } });
      });

      it('is carried, tracked in any order, and delivered with proof', async () => {
        await command('result-handover', postman, on(15, '16:30'), {
          item: 'RR473124829VN',
          counted: 1,
          sealNo: 'S-2',
          signedBy: { agency: clerk.id },
        });
        expect((await shipments(postman)).at(-1)).toMatchObject({
          recipient: { name: 'Nguyễn Thị Hoa', address: 'Tổ 1, phường Bạch Đằng' },
        });
        expect((await shipments(clerk)).at(-1)).not.toHaveProperty('recipient');
        const tell = (carrierEventId: string, status: string, at: string) =>
          command('carrier-events', postman, at, { carrierEventId, status, place: 'ha-long' });
        await tell('c2', 'out-for-delivery', on(16, '08:00'));
        const first = await tell('c1', 'departed', on(15, '18:00'));
        expect(await tell('c1', 'departed', on(15, '18:00'))).toEqual(first);
        const { position } = await tell('c1', 'arrived', on(15, '18:00'));
        expect((await shipments(postman, position)).at(-1)).toMatchObject({
          status: 'in-transit',
          carrierEvents: [{ status: 'arrived' }, { status: 'departed' }, { status: 'out-for-delivery' }],
          contradictions: [{ kind: 'same-id', carrierEventIds: ['c1'] }],
        });
        const proof = { idDocument: { kind: 'citizen-card', number: '022180001234' }, recipientSigned: true };
        expect(await ask('delivery', postman, { occurredAt: on(16, '10:00') })).toMatchObject({
          body: { code: 'FieldRequired', detail: expect.stringContaining('idDocument') },
        });
        await command('delivery', postman, on(16, '10:00'), { ...proof, sealNo: 'S-2', intact: true });
        expect(await returned()).toMatchObject({ statusCode: 10, returnedAt: on(16, '10:00') });
      });

      it('has versions of its own, which are taken for no others', async () => {
        const tell = (tag: string, carrierEventId: string) =>
          http.send('POST', `/dossiers/${id}/carrier-events`, {
            as: postman,
            body: { carrierEventId, status: 'arrived', occurredAt: on(16, '07:00') },
            headers: { 'if-match': tag },
          });
        const bare = await tell('"6"', 'c3');
        expect([bare.status, bare.body]).toMatchObject([400, { code: 'TagOfAnother' }]);
        const told = await tell('"shipment-2-6"', 'c3');
        expect([told.status, told.headers.get('etag')]).toEqual([200, '"shipment-2-7"']);
        expect(await tell('"shipment-2-6"', 'c4')).toMatchObject({ status: 412, body: { code: 'StaleVersion' } });
        const first = await tell('"shipment-1-3"', 'c5');
        expect(first.headers.get('etag')).toBe('"shipment-1-4"');
      });

      it('is found by its item, and its address is told to nobody any more', async () => {
        const { body } = await http.send('GET', '/shipments?item=RR473124829VN', { as: inspector });
        expect(ListShipments.answer.parse(body).items).toMatchObject([
          { dossier: id, shipment: 2, status: 'delivered' },
        ]);
        expect((await shipments(postman)).some((one) => 'recipient' in one)).toBe(false);
      });

      it('is replayed with all of it in order, and nothing about a person', async () => {
        const { body } = await http.send('GET', `/replay?dossier=${id}`, { as: inspector });
        const { events } = z.looseObject({ events: z.array(z.looseObject({ type: z.string() })) }).parse(body);
        expect(events.map(({ type }) => type)).toEqual([
          ...['PostalItemAccepted', 'ItemSealed', 'HandoverMinutesSigned', 'DossierSubmitted'],
          ...['ScanStored', 'DossierReceived', 'TransferredToAgency', 'CaseOpened', 'StepCompleted'],
          ...['StepCompleted', 'ResultIssued', 'ResultRecorded', 'ResultReadyToReturn', 'ShipmentArranged'],
          ...['ResultHandedToPost', 'CarrierEventRecorded', 'CarrierEventRecorded', 'CarrierEventRecorded'],
          ...['Delivered', 'ResultReturned', 'CarrierEventRecorded', 'CarrierEventRecorded'],
        ]);
        for (const personal of ['Hoa', 'Bạch Đằng', '022180001234']) {
          expect(JSON.stringify(body)).not.toContain(personal);
        }
      });
    });

    describe('a result that nobody takes', () => {
      const id = randomUUID();
      const { command, ask, shipments, decide, returned } = journey(() => http, id);

      it('goes back after two invitations two working days apart, and is the counter’s again', async () => {
        const body = { ...submission, returnBy: 'post', occurredAt: on(15, '08:00') };
        await http.command(`/dossiers/${id}`, { as: clerk, body });
        expect(await decide(15)).toMatchObject({ shipment: 1 });
        const taking = { item: 'RR000000014VN', counted: 1, sealNo: 'S-3', signedBy: { agency: clerk.id } };
        const seen = await ask('result-handover', strangePostman, { ...taking, occurredAt: on(16, '08:00') });
        expect([seen.status, seen.body]).toMatchObject([403, { code: 'WrongUnit' }]);
        await command('result-handover', postman, on(16, '08:00'), taking);
        await command('invitations', postman, on(16, '10:00'), { means: 'phone' });
        const goingBack = { reason: 'not-collected' };
        await command('invitations', postman, on(17, '10:00'), { means: 'visit' });
        const early = await ask('return-to-agency', postman, { ...goingBack, occurredAt: on(17, '11:00') });
        expect([early.status, early.body]).toMatchObject([409, { code: 'TooFewInvitations' }]);
        await command('invitations', postman, on(18, '10:00'), { means: 'letter' });
        await command('return-to-agency', postman, on(18, '16:00'), goingBack);
        const toCounter = { to: 'applicant', occurredAt: on(18, '16:10') };
        expect(await ask('return', clerk, toCounter)).toMatchObject({ body: { code: 'ShipmentUnderWay' } });
        const { position } = await command('taken-back', clerk, on(21, '08:00'), {
          signedBy: { postal: postman.id },
        });
        expect(await shipments(clerk, position)).toMatchObject([
          { status: 'taken-back', invitations: [{ means: 'phone' }, { means: 'visit' }, { means: 'letter' }] },
        ]);
        await until('at the counter again', async () => {
          const answer = await ask('return', clerk, { to: 'applicant', occurredAt: on(21, '09:00') });
          return answer.status === 200 ? answer : undefined;
        });
        expect(await returned()).toMatchObject({ returnedAt: on(21, '09:00') });
      });
    });

    it.each<[string, string, object, number, string, string]>([
      ['a wrong check digit', 'collection', { ...collection, item: 'RR123456784VN' }, 400, 'InvalidInput', 'item'],
      ['an unknown paper slip', 'seal', { sealNo: '<b>' }, 400, 'InvalidInput', 'sealNo'],
      [
        'a carrier that names a place freely',
        'carrier-events',
        { carrierEventId: 'c', status: 'arrived', place: 'Nhà bà Hoa' },
        400,
        'InvalidInput',
        'place',
      ],
      [
        'a carrier’s status that is none',
        'carrier-events',
        { carrierEventId: 'c', status: 'eaten' },
        400,
        'InvalidInput',
        'status',
      ],
      [
        'an event in the future',
        'collection',
        { ...collection, occurredAt: '2999-01-01T00:00:00.000Z' },
        400,
        'OccurredInFuture',
        '2999',
      ],
      ['a shipment that is not there', 'invitations', { means: 'phone' }, 404, 'ShipmentNotFound', 'shipment 1'],
      [
        'a procedure that wants the applicant himself',
        'collection',
        { ...collection, procedure: '1.004222' },
        400,
        'ChannelNotOffered',
        'post',
      ],
      [
        'a paper of the list that is missing',
        'collection',
        { ...collection, documents: [] },
        409,
        'DocumentsMissing',
        'application-form',
      ],
    ])('says no to %s', async (_, path, body, status, code, word) => {
      const answer = await http.send('POST', `/dossiers/${randomUUID()}/${path}`, { as: postman, body });
      expect([answer.status, answer.body]).toMatchObject([status, { code }]);
      expect(JSON.stringify(answer.body)).toContain(word);
    });

    it('does not collect a dossier that a counter has', async () => {
      const id = randomUUID();
      const { position } = await http.command(`/dossiers/${id}`, { as: clerk, body: submission });
      await http.dossier(id, clerk, position);
      const answer = await http.send('POST', `/dossiers/${id}/collection`, { as: postman, body: collection });
      expect([answer.status, answer.body]).toMatchObject([409, { code: 'AlreadySubmitted' }]);
    });
  });
}
