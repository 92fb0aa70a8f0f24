import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DossierCode,
  DossierReceived,
  dossierEventTypes,
  FindCalendar,
  FindLaw,
  FindProcedure,
  FindUnit,
  NumberAllocated,
  type Said,
} from '@hoso/contracts';
import {
  commandHandler,
  envelopeOf,
  eventCatalogue,
  type Receipt,
  type Sealer,
  streamName,
  TooManyConflicts,
  uuidV8,
} from '@hoso/event-sourcing';
import { type SqliteEventStore, sqliteEventStore } from '@hoso/event-store-sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as a from '../test/dossier-stories.ts';
import { law2022 } from '../test/laws.ts';
import type { DossierIntent } from './dossier/dossier-command.ts';
import { type AskedDossier, dossierCommands, type FindSlip } from './dossier/dossier-commands.ts';
import { type Ask, registryFacts } from './registry-facts.ts';

/** Noon of 15 March 2022 in Hạ Long. */
const nowMs = Date.parse('2022-03-15T05:00:00.000Z');
const fresh = { completeUpTo: 1, lagMs: 0, held: [] };

const ask: Ask = async (query) => {
  switch (query.subject) {
    case FindProcedure.subject:
      return query.answer.parse({ procedure: a.procedure, versions: [], ...fresh });
    case FindUnit.subject:
      return query.answer.parse({ unit: a.oneStop, ...fresh });
    case FindCalendar.subject:
      return query.answer.parse({ calendar: a.calendar.definition, ...fresh });
    case FindLaw.subject:
      return query.answer.parse({ law: law2022, ...fresh });
    default:
      throw new Error(query.subject);
  }
};

/** Seals in plain sight: what is sealed where is `packages/sealing`'s business, here it is enough that it is. */
const sealer: Sealer = {
  seal: async (kid, value, { eventId, pointer }) => ({
    kid,
    iv: 'aXY=',
    ct: Buffer.from(JSON.stringify(value)).toString('base64'),
    tag: Buffer.from(`${eventId}${pointer}`).toString('base64'),
  }),
  open: async ({ ct }) => ({ value: JSON.parse(Buffer.from(ct, 'base64').toString()) }),
  lifeOf: async () => sealer,
};

/** Processing knows one slip, of the dossier's first case. */
const findSlip: FindSlip = async (dossier, number, slip) =>
  dossier === a.dossierId && number === 1 && slip === 'GH-1' ? { requestedAt: a.receivedAt } : undefined;

let folder: string;
let store: SqliteEventStore;
let count = 0;

/** A process of its own over the same log. */
function platform(): (asked: AskedDossier) => Promise<Receipt> {
  const events = eventCatalogue(...dossierEventTypes, NumberAllocated);
  const handle = commandHandler({ store, events, sealer, attemptsMax: 20, clock: () => nowMs });
  const findCollection = async () => a.submitCollected.collection;
  return dossierCommands({ handle, registry: registryFacts(ask, () => nowMs), findSlip, findCollection });
}

function asked(id: string, intent: DossierIntent, said: Partial<Said> = {}, commandId?: string): AskedDossier {
  const fresh = uuidV8('command', count++);
  return {
    command: { ...intent, actor: a.clerk, occurredAt: a.receivedAt, ...said },
    context: { commandId: commandId ?? fresh, correlationId: fresh },
    id,
    ifVersion: undefined,
  };
}

const submit: DossierIntent = { type: 'SubmitDossier', data: a.submit.data };
const receive: DossierIntent = { type: 'ReceiveDossier', data: {} };

async function eventsOf(id: string) {
  return (await store.readStream(streamName('dossier', id), 0, 100)).map(envelopeOf);
}
async function codeOf(id: string): Promise<DossierCode | undefined> {
  const received = (await eventsOf(id)).find(({ type }) => type === DossierReceived.name);
  return received && DossierReceived.schema.parse(received.data).code;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoso-intake-'));
  store = sqliteEventStore({ path: join(folder, 'log.sqlite'), log: { kind: 'live' }, clock: () => nowMs });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('Intake over a real store', () => {
  it('numbers 20 receptions at once without a gap, each number in one append with its dossier', async () => {
    const here = platform();
    const there = platform();
    const ids = Array.from({ length: 20 }, (_, index) => uuidV8('dossier', index));
    await Promise.all(ids.map((id) => here(asked(id, submit))));
    await Promise.all(ids.map((id, index) => (index % 4 === 0 ? there : here)(asked(id, receive))));
    const codes = await Promise.all(ids.map(codeOf));
    const expected = ids.map((_, index) => `000.00.21.H49-220315-${String(index + 1).padStart(4, '0')}`);
    expect([...codes].sort()).toEqual(expected);

    const numbers = (await store.readStream('numbering-000.00.21.H49-220315', 0, 100)).map(envelopeOf);
    expect(numbers.map(({ data }) => NumberAllocated.schema.parse(data).code)).toEqual(expected);
    for (const { commandId, data } of numbers) {
      const { dossier } = NumberAllocated.schema.parse(data);
      const [received] = (await eventsOf(dossier)).filter(({ type }) => type === 'DossierReceived');
      expect(received?.commandId).toBe(commandId);
    }
  });

  it('gives no number to a reception that is refused', async () => {
    const run = platform();
    await run(asked(a.dossierId, submit));
    const late: DossierIntent = { type: 'ReceiveDossier', data: { dueAt: '2022-05-04T10:00:00.000Z' } };
    await expect(run(asked(a.dossierId, late))).rejects.toMatchObject({ code: 'DueDateNotLawful' });
    await expect(run(asked(a.dossierId, receive, { actor: a.strangeClerk }))).rejects.toMatchObject({
      code: 'WrongUnit',
    });
    await run(asked(a.dossierId, receive));
    expect(await codeOf(a.dossierId)).toBe('000.00.21.H49-220315-0001');
  });

  it('counts the day of reception in local time', async () => {
    const run = platform();
    const evening = '2022-03-14T17:00:00.000Z'; // midnight of the 15th
    await run(asked(a.dossierId, submit, { occurredAt: '2022-03-14T03:00:00.000Z' }));
    await run(asked(a.dossierId, receive, { occurredAt: evening }));
    expect(await codeOf(a.dossierId)).toBe('000.00.21.H49-220315-0001');
    const other = uuidV8('other');
    await run(asked(other, submit, { occurredAt: '2022-03-14T03:00:00.000Z' }));
    await run(asked(other, receive, { occurredAt: '2022-03-14T16:59:59.999Z' }));
    expect(await codeOf(other)).toBe('000.00.21.H49-220314-0001');
  });

  it('takes a dossier from submission to return, and answers a repeated command with its first receipt', async () => {
    const run = platform();
    const id = a.dossierId;
    const commandId = uuidV8('the reception');
    await run(asked(id, submit, { occurredAt: a.submittedAt }));
    await run(asked(id, { type: 'RecordScan', data: a.recordScan.data }));
    const first = await run(asked(id, receive, {}, commandId));
    expect(await run(asked(id, receive))).toEqual({ ...first, repeated: true });
    await run(asked(id, { type: 'TransferDossier', data: { agency: a.agency } }));
    await run(asked(id, { type: 'RestartClock', data: a.restartClock.data }, { actor: a.platform }));
    await run(asked(id, { type: 'RecordResult', data: a.recordResult.data }, { actor: a.platform }));
    await run(asked(id, { type: 'ReturnResult', data: { to: 'applicant' } }));
    expect(await run(asked(id, receive, {}, commandId))).toEqual({ ...first, repeated: true });
    expect(first).toEqual({ id, version: 3, position: 5 });

    const events = await eventsOf(id);
    expect(events.map(({ type }) => type)).toEqual([
      'DossierSubmitted',
      'ScanStored',
      'DossierReceived',
      'TransferredToAgency',
      'ClockRestarted',
      'ResultRecorded',
      'ResultReturned',
    ]);
    expect(events[0]?.sealed).toEqual(['/applicant']);
    expect(JSON.stringify(events)).not.toContain(a.person.name);
    expect(events[3]?.data).toMatchObject({ receivedBy: a.clerk.id, dueAt: a.lawfulDueAt });
    expect(events[4]?.data).toMatchObject({ dueAt: '2022-03-22T10:00:00.000Z' });
    expect(events.every(({ dossierId }) => dossierId === id)).toBe(true);
  });

  it('knows a submission again although its applicant is sealed', async () => {
    const run = platform();
    const first = await run(asked(a.dossierId, submit));
    expect(await run(asked(a.dossierId, submit))).toEqual({ ...first, repeated: true });
    const otherPerson: DossierIntent = {
      type: 'SubmitDossier',
      data: { ...a.submit.data, applicant: { ...a.person, name: 'Trần Văn Khác' } },
    };
    await expect(run(asked(a.dossierId, otherPerson))).rejects.toMatchObject({ code: 'AlreadySubmitted' });
  });

  it('asks processing for the slip that a new date stands on, of this dossier and its case', async () => {
    const run = platform();
    const other = uuidV8('another dossier');
    const due = (slipRef: string): DossierIntent => ({
      type: 'ChangeDueDate',
      data: { ...a.changeDueDate.data, slipRef },
    });
    for (const id of [a.dossierId, other]) {
      await run(asked(id, submit));
      await run(asked(id, { type: 'RecordScan', data: a.recordScan.data }));
      await run(asked(id, receive));
      await expect(run(asked(id, due('GH-1')))).rejects.toMatchObject({ code: 'SlipUnknown' });
      await run(asked(id, { type: 'TransferDossier', data: { agency: a.agency } }));
      await expect(run(asked(id, due('GH-2')))).rejects.toMatchObject({ code: 'SlipUnknown' });
    }
    await expect(run(asked(other, due('GH-1')))).rejects.toMatchObject({ code: 'SlipUnknown' });
    await run(asked(a.dossierId, due('GH-1')));
    expect((await eventsOf(a.dossierId)).at(-1)?.data).toMatchObject({ slipRef: 'GH-1', cause: 'extension' });
  });

  it('lets one of two clerks win who decide at once, and tells the other how it stands', async () => {
    const [here, there] = [platform(), platform()];
    const colleague = { actor: { ...a.clerk, id: 'clerk-0703' } };
    const refuseIt: DossierIntent = { type: 'RefuseDossier', data: { reason: 'Không thuộc thẩm quyền' } };
    for (let n = 0; n < 20; n++) {
      const id = uuidV8('contested', n);
      await here(asked(id, submit));
      const both = [here(asked(id, receive)), (n % 2 === 0 ? here : there)(asked(id, refuseIt, colleague))];
      const came = await Promise.allSettled(both);
      const lost = came.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(lost).toMatchObject([{ code: 'NotInState', params: { status: expect.any(String) } }]);
      expect(await eventsOf(id)).toHaveLength(2);
    }
  });

  it('takes what two clerks do alike at once as done once', async () => {
    const [here, there] = [platform(), platform()];
    await here(asked(a.dossierId, submit));
    const colleague = { actor: { ...a.clerk, id: 'clerk-0703' } };
    const [one, other] = await Promise.all([
      here(asked(a.dossierId, receive)),
      there(asked(a.dossierId, receive, colleague)),
    ]);
    expect(one.version).toBe(other.version);
    expect((await eventsOf(a.dossierId)).map(({ type }) => type)).toEqual(['DossierSubmitted', 'DossierReceived']);
  });

  it('loses and doubles nothing of a thousand commands on one dossier, some of them sent twice', async () => {
    const [here, there] = [platform(), platform()];
    await here(asked(a.dossierId, submit));
    const commands = Array.from({ length: 1_000 }, (_, n) => {
      const data = { ...a.recordScan.data, document: `paper-${n}` };
      return { run: n % 2 === 0 ? here : there, command: asked(a.dossierId, { type: 'RecordScan', data }) };
    });
    // Who is told that others were always first sends it again.
    const given = async ({ run, command }: (typeof commands)[number]): Promise<Receipt> => {
      for (;;) {
        try {
          return await run(command);
        } catch (error) {
          if (!(error instanceof TooManyConflicts)) throw error;
        }
      }
    };
    const twice = commands.filter((_, n) => n % 7 === 0).map((one) => ({ ...one, run: there }));
    const receipts = await Promise.all([...commands, ...twice].map(given));
    const events = (await store.readStream(streamName('dossier', a.dossierId), 0, 2_000)).map(envelopeOf);
    expect(events.map(({ version }) => version)).toEqual(Array.from({ length: 1_001 }, (_, n) => n + 1));
    expect(new Set(events.map(({ commandId }) => commandId)).size).toBe(1_001);
    const positions = new Map(events.map(({ commandId, position }) => [commandId, position]));
    const told = [...commands, ...twice].map(({ command }) => positions.get(command.context.commandId));
    expect(receipts.map(({ position }) => position)).toEqual(told);
  });

  it('refuses who looked at another version', async () => {
    const run = platform();
    await run(asked(a.dossierId, submit));
    await expect(run({ ...asked(a.dossierId, receive), ifVersion: 7 })).rejects.toMatchObject({ code: 'StaleVersion' });
    await run({ ...asked(a.dossierId, receive), ifVersion: 1 });
  });

  it('refuses what lies in the future, and dossiers that are not there', async () => {
    const run = platform();
    const ahead = '2022-03-15T05:05:00.001Z';
    await expect(run(asked(a.dossierId, submit, { occurredAt: ahead }))).rejects.toMatchObject({
      code: 'OccurredInFuture',
    });
    await expect(run(asked(a.dossierId, receive))).rejects.toMatchObject({ code: 'DossierNotFound' });
  });
});
