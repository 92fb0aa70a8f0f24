import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { notificationOf, ShowBeside } from '@hoso/contracts';
import { envelopeOf, type NewEvent, type StreamName, uuidV8 } from '@hoso/event-sourcing';
import { type LogShelf, logShelf } from '../../test/log-shelf.ts';
import { inspector, past, publishCalendar } from '../../test/past.ts';
import { clerk, dossierId, record, told } from '../../test/story.ts';
import { showBeside } from './show-beside.ts';

const petition = uuidV8('petition');
const registrar = { id: 'registrar-1', role: 'registrar', unit: 'platform' };

let shelf: LogShelf;
let count: number;
beforeEach(async () => {
  count = 0;
  shelf = logShelf(Date.parse('2022-04-01T00:00:00.000Z'));
  await publishCalendar(shelf.main);
});
afterEach(() => shelf.close());

async function happen(stream: StreamName, type: string, data: object, occurredAt: string, about?: string) {
  const event: NewEvent = {
    ...{ type, data, occurredAt, actor: registrar, schemaVersion: 1, commandType: 'Try' },
    ...{ commandId: uuidV8('beside', count++), correlationId: uuidV8('beside') },
    ...(about === undefined ? {} : { dossierId: about }),
  };
  const expected = (await shelf.main.readStream(stream, 0, 100)).length;
  await shelf.main.append([{ stream, expected, events: [event] }]);
}

async function register(officers: readonly object[]) {
  const unit = { name: { vi: 'a', en: 'a' }, kind: 'one-stop', level: 'district', agencies: [], source: 'trial' };
  const data = { id: clerk.unit, ...unit, officers };
  await happen(`unit-${clerk.unit}`, 'UnitRegistered', data, '2022-01-01T00:00:00.000Z');
}

async function beside(ask: object = {}, reader = inspector) {
  const ports = {
    ...past(shelf, '2022-04-02T00:00:00.000Z'),
    own: async () => (await shelf.auditLogs.of('main')).store,
  };
  return ShowBeside.answer.parse(await showBeside(ports, ShowBeside.ask.parse({ dossier: dossierId, ...ask }), reader));
}

describe('Beside a dossier', () => {
  it('stand the petitions about it, and what was told of it', async () => {
    await record(shelf.main, [told.submitted, told.received]);
    const [, received] = await shelf.main.readStream(`dossier-${dossierId}`, 0, 10);
    const cause = received && envelopeOf(received).id;
    const tied = { petition, kind: 'petition', topic: 'delay', unit: clerk.unit };
    await happen(`petitionbook-${dossierId}`, 'PetitionTied', tied, '2022-03-20T00:00:00.000Z', dossierId);
    await happen(`petition-${petition}`, 'PetitionRated', { rating: 2 }, '2022-03-21T00:00:00.000Z', petition);
    await happen(`petition-${uuidV8('other')}`, 'PetitionRated', { rating: 1 }, '2022-03-21T00:00:00.000Z');
    await happen(`notification-${notificationOf(cause ?? '')}`, 'LetterPosted', {}, '2022-03-16T00:00:00.000Z');
    const { entries } = await beside();
    const groups = entries.map(({ group, type }) => [group, type]);
    expect(groups).toContainEqual(['petition', 'PetitionRated']);
    expect(groups.filter(([group]) => group === 'petition')).toHaveLength(1);
    expect(groups).toContainEqual(['notification', 'LetterPosted']);
    expect(groups).toContainEqual(['law', 'CalendarPublished']);
    const before = await beside({ asOf: '2022-03-18T00:00:00.000Z' });
    expect(before.entries.map(({ group }) => group)).not.toContain('petition');
  });

  it('stands who acted, and since when he was not in office', async () => {
    await register([{ id: clerk.id, role: 'clerk', from: '2022-01-01' }]);
    await record(shelf.main, [told.submitted, told.scanned, told.received]);
    expect((await beside()).roles).toContainEqual(expect.objectContaining({ actor: clerk, inOffice: true }));
    const relieved = { unit: clerk.unit, officer: clerk.id, role: 'clerk', to: '2022-03-14' };
    await happen(`unit-${clerk.unit}`, 'OfficerRelieved', relieved, '2022-03-14T00:00:00.000Z');
    const { roles } = await beside();
    expect(roles).toContainEqual(expect.objectContaining({ actor: clerk, inOffice: false, notInOffice: '2022-03-15' }));
  });

  it('stands for its units what they need for a pack of their own, and not who complained or read', async () => {
    await record(shelf.main, [told.submitted, told.received]);
    const tied = { petition, kind: 'petition', topic: 'delay', unit: clerk.unit };
    await happen(`petitionbook-${dossierId}`, 'PetitionTied', tied, '2022-03-20T00:00:00.000Z', dossierId);
    await happen(`petition-${petition}`, 'PetitionRated', { rating: 2 }, '2022-03-21T00:00:00.000Z', petition);
    expect((await beside()).withheld).toBeUndefined();
    const { entries, reads, withheld } = await beside({}, { ...clerk, role: 'one-stop-head' });
    expect([reads, withheld]).toEqual([[], ['petitions', 'reads']]);
    expect([...new Set(entries.map(({ group }) => group))]).toEqual(['law']);
  });

  it('stands nothing of a dossier that there is not', async () =>
    await expect(beside({ dossier: uuidV8('nobody') })).rejects.toMatchObject({ code: 'DossierNotFound' }));
});
