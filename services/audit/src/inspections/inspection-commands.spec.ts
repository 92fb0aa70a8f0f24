import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Actor, inspectionEvents, refuse } from '@hoso/contracts';
import { commandHandler, type Sealer, uuidV8 } from '@hoso/event-sourcing';
import { type LogShelf, logShelf } from '../../test/log-shelf.ts';
import { inspector } from '../../test/past.ts';
import { clerk, dossierId, record, told } from '../../test/story.ts';
import { histories } from '../history/dossier-history.ts';
import { populations } from './drawn-sample.ts';
import type { InspectionIntent } from './inspection.ts';
import { inspectionCommandsOver } from './inspection-commands.ts';

const occurredAt = '2022-04-01T02:00:00.000Z';
const [id, nobody] = [uuidV8('inspection'), uuidV8('nobody')];
const theirHead: Actor = { id: 'head-0701', role: 'one-stop-head', unit: clerk.unit };
const otherHead: Actor = { id: 'head-0801', role: 'head', unit: 'ha-long-justice' };

/** Seals by base64, so that a test sees what was sealed. */
const sealer: Sealer = {
  seal: async (kid, value) => ({
    kid,
    iv: 'aa==',
    tag: 'aa==',
    ct: Buffer.from(JSON.stringify(value)).toString('base64'),
  }),
  open: async ({ ct }) => ({ value: JSON.parse(Buffer.from(ct, 'base64').toString()) }),
  lifeOf: async (kid) => ({ kid }),
};

let shelf: LogShelf;
let count: number;
beforeEach(async () => {
  [count, shelf] = [0, logShelf(Date.parse(occurredAt))];
  await record(shelf.main, [told.submitted, told.received]);
});
afterEach(() => shelf.close());

async function say(intent: InspectionIntent, actor = inspector) {
  const own = (await shelf.auditLogs.of('main')).store;
  const commandId = uuidV8('say', count++);
  const run = inspectionCommandsOver({
    ...{ logs: shelf.logs, ledgers: shelf.ledgers, own, store: shelf.main, histories: histories() },
    populations: populations(async () => ({ store: shelf.main, own })),
    handle: commandHandler({
      ...{ store: own, events: inspectionEvents, sealer, attemptsMax: 3 },
      clock: () => Date.parse(occurredAt),
    }),
    requireUnit: async () => undefined,
    requireProcedure: async (code, on) => (code === '1.001193' ? undefined : refuse('ProcedureNotFound', { code, on })),
  });
  const command = { ...intent, actor, occurredAt };
  return await run({ command, context: { commandId, correlationId: commandId }, id, ifVersion: undefined });
}

const opening = { kind: 'announced', title: 'Quý I', from: '2022-01-01', to: '2022-03-31' } as const;
const open = (more: object = {}): InspectionIntent => ({ type: 'OpenInspection', data: { ...opening, ...more } });
const find = (positions: number[], dossier?: string): InspectionIntent => ({
  type: 'RecordInspectionFinding',
  data: { statement: 'Không lập phiếu hẹn', severity: 'H', unit: clerk.unit, positions, dossier },
});

describe('A command about an inspection', () => {
  it('names no procedure that there is not', async () => {
    await expect(say(open({ procedures: ['1.001193', '9.999999'] }))).rejects.toMatchObject({
      ...{ code: 'ProcedureNotFound', params: { code: '9.999999', on: '2022-03-31' } },
    });
    await expect(say(open({ procedures: ['1.001193'] }))).resolves.toMatchObject({ version: 1 });
  });

  it('names no dossier that there is not', async () => {
    await say(open({ checklist: ['Có phiếu hẹn?'] }));
    const check = (dossier: string): InspectionIntent => ({
      ...{ type: 'AnswerChecklist', data: { item: 1, verdict: 'broken', dossier } },
    });
    for (const intent of [check(nobody), find([2], nobody)]) {
      await expect(say(intent)).rejects.toMatchObject({ code: 'DossierNotFound', params: { id: nobody } });
    }
    await expect(say(check(dossierId))).resolves.toMatchObject({ version: 2 });
    await expect(say(find([2], dossierId))).resolves.toMatchObject({ version: 3 });
  });

  it('of a unit that inspects itself names nothing that is another unit’s', async () => {
    await say(open({ units: [otherHead.unit] }), otherHead);
    const theirs = { ...find([2]), data: { ...find([2]).data, unit: otherHead.unit } } as InspectionIntent;
    await expect(say(theirs, otherHead)).rejects.toMatchObject({ code: 'EvidenceUnknown', params: { position: 2 } });
  });

  it('of a unit that inspects itself names its own dossiers, and their events', async () => {
    await say(open({ units: [theirHead.unit] }), theirHead);
    await expect(say(find([2], dossierId), theirHead)).resolves.toMatchObject({ version: 2 });
  });
});
