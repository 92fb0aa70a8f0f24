import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, DismissFinding, findingEvents, type PersonalRead } from '@hoso/contracts';
import {
  commandHandler,
  DomainError,
  envelopeOf,
  type EventStore,
  type HandleCommand,
  type Sealer,
} from '@hoso/event-sourcing';
import { lawRulesOf } from '../../test/law-rules.ts';
import { dossierId, told } from '../../test/story.ts';
import { type Trial, trial } from '../../test/trial.ts';
import { findFinding } from './find-finding.ts';
import { findings, type FindingDocument } from './findings.view.ts';
import type { ReviewIntent } from './finding.ts';
import type { FindingsReader } from './list-findings.ts';
import { reviewFinding } from './review-finding.ts';

const inspector: Actor = { id: 'inspector-1', role: 'inspector', unit: 'inspectorate' };
const due = told.received.data.dueAt;
const apology = { ...told.apologised, at: '2022-03-16T06:30:00.000Z' };

/** Seals by base64, so that a test sees what was sealed. */
const sealer: Sealer = {
  seal: async (kid, value) => ({ kid, iv: 'aa==', tag: 'aa==', ct: Buffer.from(String(value)).toString('base64') }),
  open: async ({ ct }) => ({ value: Buffer.from(ct, 'base64').toString() }),
  lifeOf: async (kid) => ({ kid }),
};

let court: Trial;
let handle: HandleCommand;
beforeEach(async () => {
  court = await trial(lawRulesOf('V02'));
  handle = commandHandler({ store: court.audit, events: findingEvents, sealer, attemptsMax: 5, clock: court.now });
});
afterEach(() => court.close());

/** A dossier whose term has passed without a word. Answers the finding's id. */
async function overdue(): Promise<string> {
  court.setClock(Date.parse('2022-03-15T03:00:00.000Z'));
  await court.record(dossierId, told.submitted, told.received, told.transferred, told.opened);
  court.setClock(Date.parse(due) + 86_400_000);
  await court.tick();
  const [found] = await court.findings();
  return found?.id ?? '';
}

interface Asking {
  readonly commandId?: string;
  readonly ifVersion?: number;
  readonly seals?: Pick<Sealer, 'seal' | 'lifeOf'>;
}

function review(
  id: string,
  intent: ReviewIntent,
  { commandId = randomUUID(), ifVersion, seals = sealer }: Asking = {},
) {
  const command = { ...intent, actor: inspector, occurredAt: '2022-03-19T00:00:00.000Z' };
  return reviewFinding(
    { handle, sealer: seals },
    { command, context: { commandId, correlationId: commandId }, id, ifVersion },
  );
}
const confirmed = { type: 'ConfirmFinding', data: { note: 'Đã xem hồ sơ giấy' } } as const;
const dismissed = { type: 'DismissFinding', data: { reason: 'Mất điện' } } as const;

async function documentOf(store: EventStore, id: string): Promise<FindingDocument | undefined> {
  let document: FindingDocument | undefined;
  for (const recorded of await store.readAll(0, 1_000)) {
    const event = findingEvents.read(envelopeOf(recorded));
    if (event?.data.id === id) document = findings.evolve(document, event);
  }
  return document;
}
const standing = async (id: string) => (await documentOf(court.audit, id))?.finding;

describe('A finding that an inspector has looked at', () => {
  it('is confirmed with who and when, and what he wrote is sealed under the dossier’s key', async () => {
    const id = await overdue();
    expect(await review(id, confirmed)).toMatchObject({ id, version: 2 });
    expect(await standing(id)).toMatchObject({ status: 'confirmed', review: { verdict: 'confirmed', by: inspector } });
    const stored = (await court.audit.readAll(0, 100)).map(({ body }) => body).join();
    expect(stored).not.toContain('giấy');
    expect(await documentOf(court.audit, id)).toMatchObject({ said: { sealed: { kid: dossierId }, pointer: '/note' } });
  });

  it('stays as it was reviewed however often the log is judged again', async () => {
    const id = await overdue();
    await review(id, dismissed);
    const again = await court.judgeAgain();
    expect(again).toMatchObject({ raised: 0, withdrawn: 0, same: 1, intents: [] });
    await court.restart('lost');
    await court.tick();
    expect(await standing(id)).toMatchObject({ status: 'dismissed', review: { verdict: 'dismissed' } });
  });

  it('is withdrawn by a later fact all the same, which the review outlives', async () => {
    const id = await overdue();
    await review(id, confirmed);
    await court.record(dossierId, apology);
    await court.judged();
    expect(await standing(id)).toMatchObject({
      ...{ status: 'withdrawn', withdrawnAt: expect.any(String) },
      review: { verdict: 'confirmed' },
    });
    await expect(review(id, dismissed)).rejects.toMatchObject({ code: 'FindingIsWithdrawn' });
  });

  it('is the same breach when it comes out again: what was said of it stands', async () => {
    const id = await overdue();
    await review(id, dismissed);
    await court.record(dossierId, apology);
    await court.judged();
    expect(await standing(id)).toMatchObject({ status: 'withdrawn' });
    const judged = { position: 99, at: '2022-03-20T00:00:00.000Z' };
    const events = (await court.audit.readAll(0, 100)).map((one) => findingEvents.read(envelopeOf(one)));
    const raised = events.find((event) => event?.type === 'FindingRaised');
    if (raised?.type !== 'FindingRaised') throw new Error('it was found');
    await court.conclude([{ type: 'RaiseFinding', data: { ...raised.data, judged } }]);
    expect(await standing(id)).toMatchObject({ status: 'dismissed', review: { verdict: 'dismissed' } });
    expect(await standing(id)).not.toHaveProperty('withdrawnAt');
  });

  it('is reviewed once by one command, and anew by another that comes to something else', async () => {
    const id = await overdue();
    const commandId = randomUUID();
    const first = await review(id, dismissed, { commandId });
    expect(await review(id, dismissed, { commandId })).toMatchObject({ version: first.version });
    await expect(review(id, { ...dismissed, data: { reason: 'Bão' } })).rejects.toMatchObject({
      ...{ code: 'FindingAlreadyDismissed', params: { id } },
    });
    expect(await review(id, dismissed, { commandId })).toMatchObject({ version: first.version });
    expect(await review(id, confirmed)).toMatchObject({ version: first.version + 1 });
    expect(await review(id, confirmed)).toMatchObject({ version: first.version + 1 });
    await expect(review(id, dismissed, { ifVersion: 1 })).rejects.toMatchObject({ code: 'StaleVersion' });
  });

  it('has to have been found, and a dismissal to have a reason', async () => {
    court.setClock(Date.parse('2022-03-20T00:00:00.000Z'));
    await expect(review('0'.repeat(32), dismissed)).rejects.toMatchObject({ code: 'RuleFindingNotFound' });
    await expect(review(await overdue(), { type: 'DismissFinding', data: {} })).rejects.toMatchObject({
      code: 'DismissalTakesReason',
    });
    expect(DismissFinding.data.safeParse({ reason: ' ' }).success).toBe(false);
  });
});

describe('A finding of a dossier that was erased', () => {
  const onGround = { type: 'DismissFinding', data: { ground: 'mistaken-entry' } } as const;
  const erased = (id: string, intent: ReviewIntent) => {
    const seal = () => Promise.reject(new DomainError('KeyDestroyed', { kid: dossierId }));
    return review(id, intent, { seals: { seal, lifeOf: async () => undefined } });
  };

  it('is confirmed without a word, and dismissed on a ground, which stays in the open', async () => {
    const id = await overdue();
    await erased(id, { type: 'ConfirmFinding', data: {} });
    expect(await standing(id)).toMatchObject({ status: 'confirmed' });
    await erased(id, onGround);
    expect(await standing(id)).toMatchObject({
      status: 'dismissed',
      review: { verdict: 'dismissed', ground: 'mistaken-entry', by: inspector },
    });
    expect(await erased(id, onGround)).toMatchObject({ version: 3 });
    await expect(erased(id, { ...onGround, data: { ground: 'no-breach' } })).rejects.toMatchObject({
      code: 'FindingAlreadyDismissed',
    });
  });

  it('takes no words: whoever writes some is told which grounds there are', async () => {
    const id = await overdue();
    const both = { ...dismissed, data: { ...dismissed.data, ...onGround.data } };
    for (const intent of [dismissed, both]) {
      await expect(erased(id, intent)).rejects.toMatchObject({
        code: 'DismissalTakesGround',
        params: { grounds: 'no-breach, mistaken-entry, lawful-ground, found-twice' },
      });
    }
    await expect(erased(id, confirmed)).rejects.toMatchObject({ code: 'KeyDestroyed' });
    expect(await standing(id)).toMatchObject({ status: 'open' });
  });

  it('is the only one for which a ground is enough', async () => {
    const id = await overdue();
    await expect(review(id, onGround)).rejects.toMatchObject({ code: 'DismissalTakesReason' });
    await review(id, { ...dismissed, data: { ...dismissed.data, ...onGround.data } });
    expect(await documentOf(court.audit, id)).toMatchObject({
      finding: { review: { ground: 'mistaken-entry' } },
      said: { pointer: '/reason' },
    });
    await expect(erased('0'.repeat(32), onGround)).rejects.toMatchObject({ code: 'RuleFindingNotFound' });
  });
});

describe('A finding that is looked up', () => {
  const recorded: PersonalRead[] = [];
  const found = async (id: string, actor: Actor, handsOf?: FindingsReader['handsOf']) => {
    const document = await documentOf(court.audit, id);
    const hands = { submittedBy: { id: 'x', role: 'clerk' }, oneStop: 'ha-long-one-stop', agencies: [], carriers: [] };
    const reader = {
      judged: async () => ({ judgedUpTo: 9, lagMs: 0, held: [] }),
      find: async (wanted: string) => (wanted === id ? document : undefined),
      page: async () => ({ items: [] }),
      handsOf: handsOf ?? (async () => hands),
    };
    const reads = { record: async (read: PersonalRead) => void recorded.push(read) };
    const ports = { reader, store: court.audit, judgedStore: court.store, sealer, reads };
    return await findFinding(ports, { id, log: undefined, atLeast: undefined }, actor);
  };
  beforeEach(() => {
    recorded.length = 0;
  });

  it('has the events that prove it, where they are proven, and what was recorded of it', async () => {
    const id = await overdue();
    await review(id, dismissed);
    const { finding, evidence, entries } = await found(id, inspector);
    expect(evidence.map(({ position }) => position)).toEqual(finding.positions);
    expect(evidence[0]).toMatchObject({
      ...{ type: expect.any(String), name: { vi: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) } },
      ...{ inclusion: `/ledger/inclusion?position=${finding.positions[0]}`, actor: { unit: expect.any(String) } },
    });
    expect(entries.map(({ type }) => type)).toEqual(['FindingRaised', 'FindingDismissed']);
  });

  it('shows of another dossier, which the asker may not read, where it is and nothing else', async () => {
    await court.close();
    court = await trial(lawRulesOf('V21').map((set) => ({ ...set, rules: [] })));
    const { submitted, received } = told;
    const elsewhere = { ...submitted, data: { ...submitted.data, oneStop: 'co-to-one-stop' } };
    court.setClock(Date.parse('2022-03-15T03:00:00.000Z'));
    await court.record(randomUUID(), elsewhere, received);
    await court.record(dossierId, submitted, received);
    await court.judged();
    const [{ id, finding } = { id: '', finding: undefined }] = await court.findings();
    expect(finding).toMatchObject({ rule: 'V21', positions: [4, 6] });
    const { handsOf } = court.rules();
    const clerk = (unit: string): Actor => ({ id: 'clerk-1', role: 'clerk', unit });
    const seen = async (actor: Actor) => (await found(id, actor, handsOf)).evidence.map(({ position }) => position);
    expect(await seen(inspector)).toEqual([4, 6]);
    expect(await seen(clerk('ha-long-one-stop'))).toEqual([6]);
    await expect(seen(clerk('co-to-one-stop'))).rejects.toMatchObject({ code: 'RuleFindingNotFound' });
  });

  it('tells what its reviewer wrote to who reads of people, once that is recorded', async () => {
    const id = await overdue();
    await review(id, dismissed);
    expect(await found(id, inspector)).toMatchObject({ reason: 'Mất điện' });
    expect(recorded).toMatchObject([{ dossiers: [dossierId], fields: ['reason'], purpose: 'inspection' }]);
    expect(await found(id, { id: 'op', role: 'operator', unit: 'platform' })).not.toHaveProperty('reason');
    expect(recorded).toHaveLength(1);
  });

  it('is none to whoever has nothing to do with the dossier', async () => {
    const id = await overdue();
    const clerk = (unit: string): Actor => ({ id: 'clerk-1', role: 'clerk', unit });
    expect(await found(id, clerk('ha-long-one-stop'))).toMatchObject({ finding: { id } });
    await expect(found(id, clerk('co-to-one-stop'))).rejects.toMatchObject({ code: 'RuleFindingNotFound' });
    await expect(found('0'.repeat(32), inspector)).rejects.toMatchObject({ code: 'RuleFindingNotFound' });
  });
});
