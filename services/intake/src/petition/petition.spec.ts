import { type PetitionKind, refusals } from '@hoso/contracts';
import { canonicalJson, fold, type Happened, isDomainError } from '@hoso/event-sourcing';
import { specification } from '@hoso/event-sourcing/testing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/petition-stories.ts';
import { petition, type PetitionCommand } from './petition.ts';
import { petitionBook } from './petition-book.ts';
import type { PetitionEvent, PetitionState } from './petition-state.ts';

const given = specification(petition);
const by = (actor: typeof a.clerk, command: PetitionCommand) => ({ ...command, actor }) as PetitionCommand;
const insisting = (command: PetitionCommand) => ({ ...command, insist: a.insist }) as PetitionCommand;
const plain = ({ type, data }: PetitionEvent, more: object = {}) =>
  ({ type, data: { ...data, ...more } }) as PetitionEvent;
const insisted = { insisted: a.insist };

describe('A petition', () => {
  describe('at its reception', () => {
    it('is due by the term of its rule set, and bound to that', () => given().when(a.receive).then(plain(a.received)));
    it('comes from the petitioner online, whose own it is then', () =>
      given().when(a.receiveOnline).then(plain(a.receivedOnline)));
    it('is of no citizen who says that he is a counter, nor of a counter that says it is online', () => {
      given().when(by(a.citizen, a.receive)).thenRefused('RoleNotAllowed');
      given().when(by(a.clerk, a.receiveOnline)).thenRefused('RoleNotAllowed');
    });
    it.each(['postal', 'inspector', 'registrar', 'operator', 'privacy-officer'] as const)(
      'is not taken by %s',
      (role) =>
        given()
          .when(insisting(by({ ...a.clerk, role }, a.receive)))
          .thenRefused('RoleNotAllowed'),
    );
    it('may be recorded by a unit that is not the one to answer it', () =>
      given()
        .when(by({ ...a.clerk, id: 'clerk-0202', unit: 'quang-ninh-one-stop' }, a.receive))
        .then(plain(a.received, { receivedBy: 'quang-ninh-one-stop' })));
    it.each(['post', 'inspectorate', 'platform'] as const)('is not for a unit of kind %s to answer', (kind) =>
      given()
        .when({ ...a.receive, answering: a.unitOf(a.office, kind) })
        .thenRefused('UnitCannotAnswer'),
    );
    it('is received once', () => {
      given(a.received).when(a.receive).thenNothing();
      given(a.received)
        .when({ ...a.receive, data: { ...a.receive.data, topic: 'fee' as never } })
        .thenRefused('PetitionAlreadyReceived');
      given(a.received)
        .when(by({ ...a.clerk, id: 'clerk-0703' }, a.receive))
        .thenRefused('PetitionAlreadyReceived');
    });
    it('has no date where no rule set in force gives one', () => {
      const { dueAt: _, ...undated } = a.received.data;
      given()
        .when({ ...a.receive, law: { ...a.petitionLaw, parameters: {} } })
        .then({ type: 'PetitionReceived', data: undated });
    });
  });

  describe('in its unit', () => {
    it('is given to one of its people by its head', () => {
      given(a.received).when(a.assign).then(plain(a.assigned));
      given(a.received, a.assigned).when(a.assign).thenNothing();
      given(a.received).when(by(a.officer, a.assign)).thenRefused('WrongRole');
      given(a.received)
        .when(insisting(by(a.officer, a.assign)))
        .then(plain(a.assigned, insisted));
      given(a.received)
        .when({ ...a.assign, data: { officer: 'officer-1402' } })
        .thenRefused('OfficerUnknown');
      given(a.received)
        .when({ ...a.assign, on: '2019-12-31' })
        .thenRefused('OfficerUnknown');
    });
    it.each([a.assign, a.forward, a.extend, a.answer])('is nothing of another unit: $type', (command) => {
      given(a.received)
        .when(insisting(by(a.stranger, command)))
        .thenRefused('WrongUnit');
      given(a.received)
        .when(insisting(by(a.citizen, command)))
        .thenRefused('RoleNotAllowed');
    });
    it('is forwarded once with a reason, and counted anew', () => {
      given(a.received).when(a.forward).then(plain(a.forwarded));
      given(a.received, a.forwarded).when(a.forward).thenNothing();
      given(a.received)
        .when({ ...a.forward, data: { unit: 'ha-long-finance' } })
        .thenRefused('FieldRequired', { field: 'reason' });
      given(a.received)
        .when({ ...a.forward, data: { ...a.forward.data, unit: a.office } })
        .thenRefused('ForwardedToItself');
      const back = by(
        { ...a.head, unit: 'ha-long-finance' },
        { ...a.forward, data: { ...a.forward.data, unit: a.office } },
      );
      given(a.received, a.forwarded).when(back).thenRefused('PetitionAlreadyForwarded');
      given(a.received, a.forwarded)
        .when(insisting(back))
        .then(plain(a.forwarded, { from: 'ha-long-finance', unit: a.office, ...insisted }));
    });
    it('is extended once, with a reason, before its term is over', () => {
      given(a.received).when(a.extend).then(plain(a.extended));
      given(a.received, a.extended).when(a.extend).thenNothing();
      given(a.received)
        .when({ ...a.extend, data: {} })
        .thenRefused('FieldRequired', { field: 'reason' });
      given(a.received, a.extended)
        .when({ ...a.extend, data: { reason: 'Lần nữa' } })
        .thenRefused('PetitionAlreadyExtended');
      const at = (occurredAt: string) => ({ ...a.extend, occurredAt });
      given(a.received).when(at(a.dueAt)).then(plain(a.extended));
      given(a.received).when(at('2022-04-05T10:00:00.001Z')).thenRefused('PetitionTermOver', { dueAt: a.dueAt });
      given(a.received)
        .when(insisting(at('2022-04-05T10:00:00.001Z')))
        .then(plain(a.extended, insisted));
    });
    it('is answered by who has it, or a head', () => {
      given(a.received).when(a.answer).then(plain(a.answered));
      given(a.received, a.assigned).when(a.answer).then(plain(a.answered));
      given(a.received, a.assigned).when(by(a.head, a.answer)).then(plain(a.answered));
      given(a.received, a.assigned).when(by(a.otherOfficer, a.answer)).thenRefused('NotAssigned');
      given(a.received)
        .when({ ...a.answer, data: { verdict: 'upheld' } })
        .thenRefused('FieldRequired', { field: 'answer' });
    });
    it('is answered late all the same: nobody could refuse that', () =>
      given(a.received)
        .when({ ...a.answer, occurredAt: '2022-05-05T10:00:00.000Z' })
        .then(plain(a.answered)));
    it('is answered once', () => {
      given(a.received, a.answered).when(a.answer).thenNothing();
      given(a.received, a.answered)
        .when({ ...a.answer, data: { ...a.answer.data, verdict: 'not-upheld' as never } })
        .thenRefused('PetitionEnded', { status: 'answered' });
    });
    it('is not answered before it was received', () =>
      given(a.received)
        .when({ ...a.answer, occurredAt: '2022-03-15T02:29:59.999Z' })
        .thenRefused('BeforeReception'));
  });

  describe('of a petitioner', () => {
    it('is withdrawn by himself, or by a unit that he tells', () => {
      given(a.received).when(a.withdraw).then(plain(a.withdrawn));
      given(a.received).when(by(a.officer, a.withdraw)).then(plain(a.withdrawn));
      given(a.receivedOnline).when(by(a.citizen, a.withdraw)).then(plain(a.withdrawn));
      given(a.receivedOnline).when(by(a.otherCitizen, a.withdraw)).thenRefused('NotYourPetition');
      given(a.received).when(by(a.citizen, a.withdraw)).thenRefused('NotYourPetition');
      given(a.received).when(by(a.stranger, a.withdraw)).thenRefused('WrongUnit');
      given(a.received, a.withdrawn).when(a.withdraw).thenNothing();
      given(a.received, a.answered).when(a.withdraw).thenRefused('PetitionEnded');
    });
    it('is rated by him once it was answered, and once', () => {
      given(a.received).when(a.rate).thenRefused('PetitionNotAnswered');
      given(a.received, a.answered).when(a.rate).then(plain(a.rated));
      given(a.receivedOnline, a.answered).when(by(a.citizen, a.rate)).then(plain(a.rated));
      given(a.receivedOnline, a.answered).when(by(a.otherCitizen, a.rate)).thenRefused('NotYourPetition');
      given(a.received, a.answered, a.rated).when(a.rate).thenNothing();
      given(a.received, a.answered, a.rated)
        .when({ ...a.rate, data: { rating: 1 } })
        .thenRefused('PetitionAlreadyRated');
    });
  });

  describe('in time', () => {
    it('is reminded of and found overdue, once for each date, by the platform alone', () => {
      given(a.received).when(a.remind).then(plain(a.reminded));
      given(a.received, a.assigned)
        .when(a.remind)
        .then(plain(a.reminded, { officer: a.officer.id }));
      given(a.received, a.reminded).when(a.remind).thenNothing();
      given(a.received).when(a.markOverdue).then(plain(a.overdue));
      given(a.received, a.overdue).when(a.markOverdue).thenNothing();
      given(a.received)
        .when(insisting(by(a.head, a.remind)))
        .thenRefused('RoleNotAllowed');
    });
    it.each([a.answered, a.withdrawn, a.extended])('is not any more after $type', (event) => {
      given(a.received, event).when(a.remind).thenNothing();
      given(a.received, event).when(a.markOverdue).thenNothing();
    });
  });
});

describe('A complaint', () => {
  it('is accepted first, and answered from then on by its own term', () => {
    given().when(a.receiveComplaint).then(plain(a.complaint));
    given(a.complaint).when(a.accept).then(plain(a.accepted));
    given(a.complaint, a.accepted).when(a.accept).thenNothing();
    given(a.complaint).when(by(a.officer, a.accept)).thenRefused('WrongRole');
    given(a.received).when(a.accept).thenRefused('NotAComplaint');
  });
  it('is answered by a head, once it was accepted', () => {
    const answered = plain(a.answered, { dueAt: a.complaintDueAt });
    given(a.complaint, a.accepted).when(by(a.head, a.answer)).then(answered);
    given(a.complaint, a.accepted).when(a.answer).thenRefused('WrongRole');
    given(a.complaint).when(by(a.head, a.answer)).thenRefused('ComplaintNotAccepted');
    given(a.complaint)
      .when(insisting(by(a.head, a.answer)))
      .then(plain(a.answered, { dueAt: a.acceptDueAt, ...insisted }));
  });
  it('is extended from its acceptance on', () => {
    given(a.complaint).when(a.extend).thenRefused('ComplaintNotAccepted');
    // 45 days from 17 March: Sunday, 1 May; 2 May is worked in the specs' calendar.
    const extended = { from: a.complaintDueAt, dueAt: '2022-05-02T10:00:00.000Z' };
    given(a.complaint, a.accepted).when(a.extend).then(plain(a.extended, extended));
  });
});

describe("A dossier's book of petitions", () => {
  const told = specification(petitionBook);
  const said = { actor: a.clerk, occurredAt: a.receivedAt };
  const data = { petition: a.petitionId, kind: 'petition' as PetitionKind, topic: 'delay', unit: a.office } as const;
  const tied = { type: 'PetitionTied', data } as const;
  const settled = { type: 'PetitionSettled', data: { petition: a.petitionId, outcome: 'upheld' } } as const;
  it('names each once, and once how it came out', () => {
    told()
      .when({ type: 'TiePetition', data, ...said })
      .then(tied);
    told(tied)
      .when({ type: 'TiePetition', data, ...said })
      .thenNothing();
    told(tied)
      .when({ type: 'SettlePetition', data: settled.data, ...said })
      .then(settled);
    told(tied, settled)
      .when({ type: 'SettlePetition', data: { ...settled.data, outcome: 'withdrawn' }, ...said })
      .thenNothing();
  });
});

const bare: readonly PetitionCommand[] = [
  ...[a.receive, a.receiveOnline, a.receiveComplaint, a.accept, a.assign, a.forward, a.extend, a.answer, a.withdraw],
  ...[a.rate, a.remind, a.markOverdue, { ...a.rate, data: { rating: 1 } }, { ...a.extend, data: {} }],
  { ...a.answer, data: { verdict: 'not-upheld' } },
  { ...a.forward, data: { unit: a.office, reason: 'Trả lại' } },
  { ...a.remind, data: { dueAt: a.extendedDueAt } },
];
const actors = [a.clerk, a.head, a.officer, a.otherOfficer, a.stranger, a.citizen, a.otherCitizen, a.platform];
const commands: fc.Arbitrary<PetitionCommand> = fc
  .record({
    base: fc.constantFrom(...bare),
    actor: fc.option(fc.constantFrom(...actors), { freq: 3 }),
    unit: fc.option(fc.constantFrom(a.office, 'ha-long-finance'), { freq: 2 }),
    insist: fc.option(fc.constant(a.insist), { freq: 2 }),
  })
  .map(({ base, actor, unit, insist }) => {
    const who = actor ?? base.actor;
    return { ...base, actor: unit ? { ...who, unit } : who, ...(insist ? { insist } : {}) } as PetitionCommand;
  });

describe('A petition, whatever is asked of it', () => {
  const decided = (command: PetitionCommand, state: PetitionState): readonly Happened<PetitionEvent>[] => {
    try {
      const { actor, occurredAt } = command;
      return petition.decide(command, state).map((event) => ({ ...event, actor, occurredAt }));
    } catch (error) {
      if (!isDomainError(error)) throw error;
      expect(Object.keys(refusals)).toContain(error.code);
      return [];
    }
  };
  it('decides nothing when asked the same again', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(commands, { minLength: 1, maxLength: 20 }), (asked) => {
        let state = petition.initial;
        for (const command of [a.receive, ...asked]) {
          const events = decided(command, state);
          state = events.reduce((before, event) => petition.evolve(before, event), state);
          if (events.length > 0) expect(petition.decide(command, state)).toEqual([]);
          reached.add(state.status);
        }
      }),
      { numRuns: 1_000 },
    );
    expect([...reached].sort()).toEqual(['answered', 'open', 'withdrawn']);
  });
  it('accepts every event of history in every state', () => {
    const history = [a.received, a.complaint, a.accepted, a.assigned, a.forwarded, a.extended, a.answered, a.rated];
    const told = [...history, a.withdrawn, a.reminded, a.overdue].map((event) => ({
      ...{ actor: a.clerk, occurredAt: a.receivedAt },
      ...event,
    })) as Happened<PetitionEvent>[];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...told), { maxLength: 20 }), (events) => {
        expect(canonicalJson(fold(petition, events)).length).toBeGreaterThan(0);
      }),
    );
  });
});
