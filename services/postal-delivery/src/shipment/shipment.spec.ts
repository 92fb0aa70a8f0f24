import { specification } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import * as a from '../../test/shipment-stories.ts';
import { carrierEventsMax, shipment } from './shipment.ts';
import type { ShipmentCommand } from './shipment-command.ts';
import type { ShipmentEvent } from './shipment-state.ts';

const given = specification(shipment);
const { accepted, sealed, minutesSigned, arranged, handedToPost, delivered, returned, takenBack, lost } = a;
const underWay = [arranged, handedToPost];

/** The event as it is decided: without who and when. */
function plain({ type, data }: ShipmentEvent, change: object = {}): ShipmentEvent {
  return { type, data: { ...data, ...change } } as ShipmentEvent;
}
const insisted = { insisted: a.insist };

/** Refused as it is; recorded with the reason when the actor stands by it. */
function unlessInsisted(
  history: readonly ShipmentEvent[],
  command: ShipmentCommand,
  code: string,
  recorded: ShipmentEvent,
): void {
  given(...history)
    .when(command)
    .thenRefused(code);
  given(...history)
    .when(a.insisting(command))
    .then(plain(recorded, insisted));
}

describe('A dossier that goes by post', () => {
  describe('when it is collected', () => {
    it('is the post’s from then on', () => given().when(a.collect).then(plain(accepted)));
    it('is collected once', () => given(accepted).when(a.collect).thenNothing());
    it('is not collected with other content, nor by somebody else', () => {
      const other = { ...a.collect, waybill: { item: a.otherItem } };
      given(accepted).when(other).thenRefused('ShipmentAlreadyBegun', { shipment: 1 });
      given(accepted).when(a.by(a.otherPostman, a.collect)).thenRefused('ShipmentAlreadyBegun');
      given(arranged).when(a.collect).thenRefused('ShipmentAlreadyBegun');
    });
    it('is collected by postal employees alone', () =>
      given()
        .when(a.insisting(a.by(a.clerk, a.collect)))
        .thenRefused('RoleNotAllowed', { role: 'clerk' }));
    it('is not collected where it was submitted, nor where the procedure wants the applicant himself', () => {
      const facts = a.collect.facts;
      given()
        .when(a.insisting({ ...a.collect, facts: { ...facts, submitted: true } }))
        .thenRefused('AlreadySubmitted');
      const { post: _, ...terms } = a.procedure.terms;
      given()
        .when(a.insisting({ ...a.collect, facts: { ...facts, procedure: { ...a.procedure, terms } } }))
        .thenRefused('ChannelNotOffered', { channel: 'post' });
    });
    it('goes to a one-stop unit with a code to give', () => {
      const { identifier: _, ...nameless } = a.oneStop;
      for (const oneStop of [a.post, nameless]) {
        const facts = { ...a.collect.facts, oneStop };
        given()
          .when({ ...a.collect, facts })
          .thenRefused('NotAOneStopUnit', { id: oneStop.id });
      }
    });
    it('is checked against the published list', () =>
      unlessInsisted(
        [],
        { ...a.collect, data: { ...a.collect.data, documents: ['authorisation'] } },
        'DocumentsMissing',
        plain(accepted, { documents: ['authorisation'] }),
      ));
    it.each([[undefined], [{}], [{ applicant: false }]])('has a waybill that both signed: %p', (waybillSignedBy) => {
      const command = { ...a.collect, data: { ...a.collect.data, waybillSignedBy } };
      unlessInsisted([], command, 'FieldRequired', plain(accepted, { waybillSignedBy: { postal: a.postman.id } }));
    });
  });

  describe('when it is sealed', () => {
    it('is so before the applicant', () => given(accepted).when(a.seal).then(plain(sealed)));
    it('is sealed once', () => given(accepted, sealed).when(a.seal).thenNothing());
    it('is not sealed again with another seal, nor after its handover', () => {
      given(accepted, sealed)
        .when({ ...a.seal, data: { ...a.seal.data, sealNo: 'S-9' } })
        .thenRefused('ShipmentNotInState', { status: 'sealed', command: 'SealItem' });
      given(accepted, minutesSigned).when(a.seal).thenRefused('ShipmentNotInState', { status: 'handed-over' });
      given(arranged).when(a.seal).thenRefused('ShipmentNotInState');
    });
    it.each([
      ['without the applicant', { sealNo: 'S-1', applicantPresent: false }, 'ApplicantAbsent'],
      ['without saying whether he was there', { sealNo: 'S-1' }, 'ApplicantAbsent'],
      ['without a number', { applicantPresent: true }, 'FieldRequired'],
    ])('%s only by insisting', (_, data, code) => {
      const recorded: ShipmentEvent = { type: 'ItemSealed', data: { dossier: a.dossierId, shipment: 1, ...data } };
      unlessInsisted([accepted], { ...a.seal, data }, code, recorded);
    });
    it('is the office’s own, and there an employee’s', () => {
      given(accepted)
        .when(a.insisting(a.by(a.strangePostman, a.seal)))
        .thenRefused('WrongUnit', { unit: a.postId });
      unlessInsisted([accepted], a.by(a.bookkeeper, a.seal), 'WrongRole', sealed);
    });
  });

  describe('when the handover minutes are signed', () => {
    it('is the one-stop unit’s, whichever side tells of it', () => {
      given(accepted, sealed).when(a.signMinutes).then(plain(minutesSigned));
      const byClerk = {
        ...a.by(a.clerk, a.signMinutes),
        data: { ...a.signMinutes.data, signedBy: { postal: 'postal-2201' } },
      };
      given(accepted, sealed).when(byClerk).then(plain(minutesSigned));
    });
    it('is handed over once', () => given(accepted, sealed, minutesSigned).when(a.signMinutes).thenNothing());
    it('is not handed over twice', () =>
      given(accepted, sealed, minutesSigned)
        .when({ ...a.signMinutes, data: { ...a.signMinutes.data, minutesNo: 'BB-2' } })
        .thenRefused('ShipmentNotInState', { status: 'handed-over' }));
    it('unsealed only by insisting', () => unlessInsisted([accepted], a.signMinutes, 'NotSealed', minutesSigned));
    it.each([
      ['another seal', { sealNo: 'S-9' }, 'SealDiffers'],
      ['a broken seal', { intact: false }, 'SealBroken'],
      ['no number of the minutes', { minutesNo: undefined }, 'FieldRequired'],
    ])('with %s only by insisting', (_, change, code) => {
      const command = { ...a.signMinutes, data: { ...a.signMinutes.data, ...change } };
      unlessInsisted([accepted, sealed], command, code, plain(minutesSigned, change));
    });
    it('with one signature only by insisting', () => {
      const { signedBy: _, ...data } = a.signMinutes.data;
      const alone = { ...a.signMinutes, data };
      const recorded = plain(minutesSigned, { signedBy: { postal: a.postman.id } });
      given(accepted, sealed).when(alone).thenRefused('FieldRequired', { field: 'signedBy.agency' });
      unlessInsisted([accepted, sealed], alone, 'FieldRequired', recorded);
    });
    it('with the signature of somebody the staff list does not name only by insisting', () => {
      const signedBy = { agency: 'clerk-9999' };
      const command = { ...a.signMinutes, data: { ...a.signMinutes.data, signedBy } };
      const recorded = plain(minutesSigned, { signedBy: { postal: a.postman.id, ...signedBy } });
      given(accepted, sealed).when(command).thenRefused('SignerUnknown', { officer: 'clerk-9999', unit: a.oneStopId });
      unlessInsisted([accepted, sealed], command, 'SignerUnknown', recorded);
    });
    it('by whoever tells of it himself, listed or not', () => {
      const newcomer = { ...a.postman, id: 'postal-2299' };
      const signedBy = { postal: 'postal-2299', agency: a.clerk.id };
      given(accepted, sealed).when(a.by(newcomer, a.signMinutes)).then(plain(minutesSigned, { signedBy }));
    });
    it('is nobody else’s to sign', () => {
      for (const actor of [a.strangeClerk, a.strangePostman]) {
        given(accepted, sealed)
          .when(a.insisting(a.by(actor, a.signMinutes)))
          .thenRefused('WrongUnit', { unit: `${a.postId}, ${a.oneStopId}` });
      }
      given(accepted, sealed).when(a.by(a.officerAtCounter, a.signMinutes)).thenRefused('WrongRole');
    });
  });

  it('has nothing before its beginning', () => {
    const early = { occurredAt: '2022-03-14T01:59:59.999Z' };
    given(accepted)
      .when({ ...a.seal, ...early })
      .thenRefused('BeforeReception', { last: a.beganAt });
    given(accepted)
      .when({ ...a.seal, occurredAt: a.beganAt })
      .then(plain(sealed));
    given().when(a.seal).thenRefused('ShipmentNotFound', { dossier: a.dossierId, shipment: 1 });
  });
});

describe('A result that goes by post', () => {
  describe('when it is arranged', () => {
    it('waits for the office that carries for the one-stop unit', () => given().when(a.arrange).then(plain(arranged)));
    it('is arranged once, and not over something else', () => {
      given(arranged).when(a.arrange).thenNothing();
      given(accepted).when(a.arrange).thenRefused('ShipmentAlreadyBegun', { shipment: 1 });
    });
    it('is arranged by the platform alone', () =>
      given()
        .when(a.insisting(a.by(a.clerk, a.arrange)))
        .thenRefused('RoleNotAllowed'));
  });

  describe('while it waits', () => {
    it('may stay at the counter', () => {
      given(arranged).when(a.cancel).then(plain(a.cancelled));
      given(arranged, a.cancelled).when(a.cancel).thenNothing();
      given(arranged, a.cancelled).when(a.handToPost).thenRefused('ShipmentNotInState', { status: 'cancelled' });
    });
    it('is cancelled at its own counter, and not once the post has it', () => {
      given(arranged)
        .when(a.insisting(a.by(a.postman, a.cancel)))
        .thenRefused('WrongUnit', { unit: a.oneStopId });
      unlessInsisted([arranged], a.by(a.officerAtCounter, a.cancel), 'WrongRole', a.cancelled);
      given(...underWay)
        .when(a.insisting(a.cancel))
        .thenRefused('ShipmentNotInState', { status: 'in-transit' });
    });
    it('is not tracked, invited to, delivered, returned or lost', () => {
      const tooEarly = [
        a.tell('c1', 'accepted', a.now),
        a.invite,
        a.deliver,
        a.returnToAgency,
        a.takeBack,
        a.reportLoss,
      ];
      for (const command of tooEarly) {
        given(arranged).when(a.insisting(command)).thenRefused('ShipmentNotInState', { status: 'arranged' });
      }
    });
  });

  describe('when the post takes it', () => {
    it('is counted, sealed and co-signed', () => given(arranged).when(a.handToPost).then(plain(handedToPost)));
    it('is taken once', () =>
      given(...underWay)
        .when(a.handToPost)
        .thenNothing());
    it.each([['counted'], ['sealNo']] as const)('without %s only by insisting', (member) => {
      const command = { ...a.handToPost, data: { ...a.handToPost.data, [member]: undefined } };
      unlessInsisted([arranged], command, 'FieldRequired', plain(handedToPost, { [member]: undefined }));
    });
    it('is the named office’s; where none is named, whichever comes for it', () => {
      given(arranged)
        .when(a.insisting(a.by(a.strangePostman, a.handToPost)))
        .thenRefused('WrongUnit');
      const unassigned = plain(arranged, { post: undefined });
      const signedBy = { postal: a.strangePostman.id, agency: a.clerk.id };
      given(unassigned)
        .when(a.by(a.strangePostman, a.handToPost))
        .then(plain(handedToPost, { post: a.strangePostman.unit, signedBy }));
      given(unassigned)
        .when(a.insisting(a.by(a.clerk, a.handToPost)))
        .thenRefused('RoleNotAllowed');
    });
  });

  describe('when its recipient is invited', () => {
    it('is so as often as needed, each time once', () => {
      given(...underWay)
        .when(a.invite)
        .then(plain(a.invited(a.now)));
      given(...underWay, a.invited(a.now))
        .when(a.invite)
        .thenNothing();
      const again = '2022-03-17T02:00:00.000Z';
      given(...underWay, a.invited(a.now))
        .when({ ...a.invite, occurredAt: again })
        .then(plain(a.invited(again, 2)));
    });
    it('is not so once he has it', () =>
      given(...underWay, delivered)
        .when(a.invite)
        .thenRefused('ShipmentNotInState', { status: 'delivered' }));
  });

  describe('when it is delivered', () => {
    it('goes to whom it is due, who proves and signs it', () =>
      given(...underWay)
        .when(a.deliver)
        .then(plain(delivered)));
    it('is delivered once', () => {
      given(...underWay, delivered)
        .when(a.deliver)
        .thenNothing();
      given(...underWay, delivered)
        .when({ ...a.deliver, data: { ...a.deliver.data, to: 'authorised-person', authorisation: 'UQ-1' } })
        .thenRefused('ShipmentNotInState');
    });
    it.each([
      ['no proof of identity', { idDocument: undefined }, 'FieldRequired'],
      ['no signature', { recipientSigned: undefined }, 'FieldRequired'],
      ['another seal', { sealNo: 'S-9' }, 'SealDiffers'],
      ['a broken seal', { intact: false }, 'SealBroken'],
      ['no authorisation of another person', { to: 'authorised-person' as const }, 'FieldRequired'],
    ])('with %s only by insisting', (_, change, code) => {
      const command = { ...a.deliver, data: { ...a.deliver.data, ...change } };
      unlessInsisted(underWay, command, code, plain(delivered, change));
    });
    it('goes to an authorised person with his authorisation', () => {
      const change = { to: 'authorised-person' as const, authorisation: 'UQ-1' };
      given(...underWay)
        .when({ ...a.deliver, data: { ...a.deliver.data, ...change } })
        .then(plain(delivered, change));
    });
  });

  describe('when nobody takes it', () => {
    const first = '2022-03-16T02:00:00.000Z';
    it.each([
      ['no invitation', []],
      ['one invitation', [first]],
      ['two on one day', [first, '2022-03-16T09:00:00.000Z']],
      ['two, one working day apart', [first, '2022-03-17T16:59:59.999Z']],
      ['two over a weekend, one working day apart', ['2022-03-18T02:00:00.000Z', '2022-03-21T16:59:59.999Z']],
    ])('goes back after %s only by insisting', (_, instants) => {
      const invitations = instants.map((at, index) => a.invited(at, index + 1));
      const recorded = plain(returned, { reason: 'not-collected', invitations: instants.length });
      unlessInsisted([...underWay, ...invitations], a.returnToAgency, 'TooFewInvitations', recorded);
    });
    it.each([
      ['two working days apart, to the millisecond', [first, '2022-03-17T17:00:00.000Z']],
      ['over a weekend, too', ['2022-03-18T02:00:00.000Z', '2022-03-22T02:00:00.000Z']],
      ['told in the wrong order', ['2022-03-21T02:00:00.000Z', first]],
      ['in a year that no calendar knows', ['2031-01-01T02:00:00.000Z', '2031-01-02T02:00:00.000Z']],
    ])('goes back after two invitations, %s', (_, instants) => {
      const invitations = instants.map((at, index) => a.invited(at, index + 1));
      given(...underWay, ...invitations)
        .when(a.returnToAgency)
        .then(plain(returned, { reason: 'not-collected', invitations: 2 }));
    });
    it('goes back at once where the addressee refuses, and once', () => {
      const refused = { ...a.returnToAgency, data: { reason: 'refused' as const } };
      given(...underWay)
        .when(refused)
        .then(plain(returned));
      given(...underWay, returned)
        .when(refused)
        .thenNothing();
      given(...underWay, returned)
        .when(a.deliver)
        .thenRefused('ShipmentNotInState', { status: 'returning' });
    });
    it('is taken back by the one-stop unit, with both signatures', () => {
      given(...underWay, returned)
        .when(a.takeBack)
        .then(plain(takenBack));
      given(...underWay, returned, takenBack)
        .when(a.takeBack)
        .thenNothing();
      given(...underWay)
        .when(a.insisting(a.takeBack))
        .thenRefused('ShipmentNotInState', { status: 'in-transit' });
      const alone = { ...a.takeBack, data: {} };
      const recorded = plain(takenBack, { signedBy: { agency: a.clerk.id } });
      unlessInsisted([...underWay, returned], alone, 'FieldRequired', recorded);
    });
  });

  it('tells of its originals where it ends', () => {
    const originals = ['deed'];
    const handed = { ...handedToPost, data: { ...handedToPost.data, originals } };
    given(arranged, handed).when(a.deliver).then(plain(delivered, { originals }));
    given(arranged, handed, returned).when(a.takeBack).then(plain(takenBack, { originals }));
  });

  describe('when something happens to it', () => {
    it('is lost for good, either way', () => {
      given(...underWay)
        .when(a.reportLoss)
        .then(plain(lost));
      given(...underWay, lost)
        .when(a.reportLoss)
        .thenNothing();
      given(...underWay, lost)
        .when(a.deliver)
        .thenRefused('ShipmentNotInState', { status: 'lost' });
      given(accepted)
        .when(a.reportLoss)
        .then(plain(lost, { direction: 'to-agency' }));
    });
    it('goes on where it is damaged', () => {
      const report = { ...a.reportLoss, data: { kind: 'damaged' as const } };
      given(...underWay)
        .when(report)
        .then(plain(a.damaged));
      given(...underWay, a.damaged)
        .when(report)
        .thenNothing();
      given(...underWay, a.damaged)
        .when(a.deliver)
        .then(plain(delivered));
    });
    it('is not lost once it has arrived', () => {
      given(...underWay, delivered)
        .when(a.reportLoss)
        .thenRefused('ShipmentNotInState');
      given(accepted, sealed, minutesSigned).when(a.reportLoss).thenRefused('ShipmentNotInState');
    });
  });
});

describe('What a carrier tells', () => {
  const told = a.carrierTold('c1', 'departed', a.now);
  const telling = a.tell('c1', 'departed', a.now);

  it('is kept, either way, and told twice adds nothing', () => {
    given(...underWay)
      .when(telling)
      .then(plain(told));
    given(accepted).when(telling).then(plain(told));
    given(...underWay, told)
      .when(telling)
      .thenNothing();
  });
  it('is kept also where it contradicts what was told before', () => {
    const other = a.tell('c1', 'delivered', a.now);
    given(...underWay, told)
      .when(other)
      .then(plain(a.carrierTold('c1', 'delivered', a.now)));
    given(...underWay, told, a.carrierTold('c1', 'delivered', a.now))
      .when(telling)
      .thenNothing();
  });
  it('is kept also when it comes late, or lies before the beginning', () => {
    given(...underWay, delivered)
      .when(telling)
      .then(plain(told));
    const early = '2022-03-01T02:00:00.000Z';
    given(...underWay)
      .when(a.tell('c0', 'accepted', early))
      .then(plain(a.carrierTold('c0', 'accepted', early)));
  });
  it('moves no shipment: custody passes by signature', () =>
    given(...underWay, a.carrierTold('c1', 'delivered', a.now))
      .when(a.deliver)
      .then(plain(delivered)));
  it('comes from the carrying office, or the platform', () => {
    given(...underWay)
      .when(a.by(a.platform, telling))
      .then(plain(told));
    given(...underWay)
      .when(a.insisting(a.by(a.strangePostman, telling)))
      .thenRefused('WrongUnit');
    unlessInsisted(underWay, a.by(a.bookkeeper, telling), 'WrongRole', told);
  });
  it('ends somewhere', () => {
    const many = Array.from({ length: carrierEventsMax }, (_, count) => a.carrierTold(`m${count}`, 'arrived', a.now));
    given(...underWay, ...many)
      .when(telling)
      .thenRefused('CarrierEventsExhausted', { count: carrierEventsMax });
    given(...underWay, ...many.slice(1))
      .when(telling)
      .then(plain(told));
    expect(carrierEventsMax).toBe(500);
  });
});
