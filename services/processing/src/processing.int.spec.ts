import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApologyIssued, caseEvents, type Said, type Unit } from '@hoso/contracts';
import { commandHandler, envelopeOf, uuidV8 } from '@hoso/event-sourcing';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { type KeyStore, sealer, sqliteKeyStore } from '@hoso/sealing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as a from '../test/case-stories.ts';
import type { CaseIntent } from './case/case-command.ts';
import { type AskedCase, caseCommands } from './case/case-commands.ts';
import { findExtensionSlip } from './case/case-queries.ts';

const nowMs = Date.parse('2022-03-20T05:00:00.000Z');

let folder: string;
let store: SqliteEventStore;
let keys: KeyStore;
let run: ReturnType<typeof caseCommands>;
let count = 0;
let delegations: Unit['delegations'];

beforeEach(() => {
  delegations = undefined;
  folder = mkdtempSync(join(tmpdir(), 'hoso-processing-'));
  store = sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'live' }, clock: () => nowMs });
  keys = sqliteKeyStore(join(folder, 'keys.sqlite'));
  run = caseCommands({
    handle: commandHandler({ store, events: caseEvents, sealer: sealer(keys), attemptsMax: 10, clock: () => nowMs }),
    findUnit: async () => ({ ...a.agency, delegations }),
    closableAt: async () => undefined,
    knownGrounds: async () => undefined,
    findStanding: async () => ({ status: 'finished', byPost: false }),
  });
});
afterEach(async () => {
  await store.close();
  await keys.close();
  rmSync(folder, { recursive: true });
});

function asked(intent: CaseIntent, said: Partial<Said>): AskedCase {
  const commandId = uuidV8('command', count++);
  return {
    command: { ...intent, actor: a.head, occurredAt: a.now, ...said },
    context: { commandId, correlationId: commandId },
    id: a.dossierId,
    ifVersion: undefined,
  };
}
const open = () => run(asked({ type: 'OpenCase', data: a.openCase.data }, { actor: a.platform }));
async function events() {
  return (await store.readStream(`case-${a.dossierId}-1`, 0, 100)).map(envelopeOf);
}

describe('Processing over a real store', () => {
  it('takes a case from its opening to its result, all of it the dossier’s', async () => {
    await open();
    await open();
    await run(asked({ type: 'AssignOfficer', data: a.assign.data }, {}));
    await run(asked({ type: 'CompleteStep', data: { case: 1, step: 'verify' } }, { actor: a.officer }));
    await run(asked({ type: 'RequestAppraisalSupplement', data: a.requestSupplement.data }, { actor: a.officer }));
    await run(asked({ type: 'ReceiveAppraisalSupplement', data: a.receiveSupplement.data }, { actor: a.clerk }));
    await run(asked({ type: 'RequestExtension', data: a.requestExtension.data }, { actor: a.officer }));
    await run(asked({ type: 'Apologise', data: a.apologise.data }, {}));
    await run(asked({ type: 'CompleteStep', data: { case: 1, step: 'inspect-site' } }, { actor: a.officer }));
    const receipt = await run(asked({ type: 'IssueResult', data: a.issue.data }, {}));
    expect(receipt).toEqual({ id: `${a.dossierId}-1`, version: 11, position: 12 });
    const history = await events();
    for (const written of ['Bản vẽ', 'Cần xác minh']) expect(JSON.stringify(history)).not.toContain(written);
    expect(history.map(({ type }) => type)).toEqual([
      'CaseOpened',
      'OfficerAssigned',
      'StepCompleted',
      'AppraisalSupplementRequested',
      'AppraisalSupplementReceived',
      'ExtensionRequested',
      'ApologyIssued',
      'ReAppointed',
      'StepCompleted',
      'StepCompleted',
      'ResultIssued',
    ]);
    expect(history.every(({ dossierId }) => dossierId === a.dossierId)).toBe(true);
  });

  it.each([
    ['a head of the agency', 'head-0901', '2022-03-16T03:00:00.000Z', true],
    ['a head from the next day on', 'head-0904', '2022-03-16T16:59:59.999Z', false],
    ['a head from that local day on', 'head-0904', '2022-03-16T17:00:00.000Z', true],
    ['a head until that local day', 'head-0905', '2022-03-16T16:59:59.999Z', true],
    ['a head until the day before', 'head-0905', '2022-03-16T17:00:00.000Z', false],
    ['an officer', 'officer-0903', '2022-03-16T03:00:00.000Z', false],
  ])('asks the staff list whether the signer is %s', async (_, signedBy, occurredAt, signs) => {
    await open();
    const apology = asked(
      { type: 'Apologise', data: { ...a.apologise.data, signedBy } },
      { actor: a.officer, occurredAt },
    );
    if (!signs) return await expect(run(apology)).rejects.toMatchObject({ code: 'SignedByHead' });
    await run(apology);
    const issued = (await events()).find(({ type }) => type === ApologyIssued.name);
    expect(issued?.data).toMatchObject({ signedBy, signerRole: 'head' });
  });

  it('refuses an apology signed by somebody whom the agency never knew, whoever insists', async () => {
    await open();
    const data = { ...a.apologise.data, signedBy: a.strangeOfficer.id };
    const apology = asked({ type: 'Apologise', data }, { actor: a.officer, insist: a.insist });
    const params = { officer: a.strangeOfficer.id, unit: a.agencyId };
    await expect(run(apology)).rejects.toMatchObject({ code: 'OfficerUnknown', params });
  });

  it('lets somebody sign whom the registry says the head has authorised on that day', async () => {
    await open();
    const delegate = { officer: a.otherOfficer.id, capacity: 'KT', from: '2022-03-16' } as const;
    const { actor, ...refusal } = { ...a.refuseCase, actor: a.otherOfficer };
    const sign = (occurredAt: string) =>
      run(asked({ type: 'RefuseAfterAppraisal', data: refusal.data }, { actor, occurredAt }));
    delegations = [delegate];
    await expect(sign('2022-03-15T16:00:00.000Z')).rejects.toMatchObject({ code: 'WrongRole' });
    await sign(a.now);
    expect((await events()).at(-1)?.data).toMatchObject({ capacity: 'KT' });
  });

  it('assigns nobody else than the people of the agency', async () => {
    await open();
    const assign = (officer: string) => run(asked({ type: 'AssignOfficer', data: { case: 1, officer } }, {}));
    await expect(assign(a.strangeOfficer.id)).rejects.toMatchObject({ code: 'OfficerUnknown' });
    await assign(a.otherOfficer.id);
    expect((await events()).at(-1)?.data).toMatchObject({ officer: a.otherOfficer.id });
  });

  it('knows the extension slips that a case recorded, when, and to what date', async () => {
    await open();
    await run(asked({ type: 'RequestExtension', data: a.requestExtension.data }, { actor: a.officer }));
    const find = (dossier: string, slip: string) => findExtensionSlip(store, { dossier, case: 1, slip });
    expect(await find(a.dossierId, a.slip)).toEqual({
      requestedAt: a.now,
      newDueAt: a.requestExtension.data.newDueAt,
    });
    expect(await find(a.dossierId, 'GH-000000000001-1-2')).toEqual({});
    expect(await find(uuidV8('another'), a.slip)).toEqual({});
  });

  it('refuses a case that is not there, and who looked at another version', async () => {
    await expect(run(asked({ type: 'AssignOfficer', data: a.assign.data }, {}))).rejects.toMatchObject({
      code: 'CaseNotFound',
    });
    await open();
    const stale = { ...asked({ type: 'AssignOfficer', data: a.assign.data }, {}), ifVersion: 3 };
    await expect(run(stale)).rejects.toMatchObject({ code: 'StaleVersion', params: { expected: 3, actual: 1 } });
  });
});
