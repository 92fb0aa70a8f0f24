import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ListSignals } from '@hoso/contracts';
import { streamName, uuidV8 } from '@hoso/event-sourcing';
import { type LogShelf, logShelf, shelfTime } from '../../test/log-shelf.ts';
import { officer, record, told } from '../../test/story.ts';
import { listSignals } from './list-signals.ts';

const registrar = { id: 'registrar-1', role: 'registrar', unit: 'province' };
const registered = { id: 'quiet-office', officers: [{ id: 'head-quiet', role: 'head', from: '2022-01-01' }] };
const appointed = { unit: 'quiet-office', officer: { id: 'officer-new', role: 'officer', from: '2022-02-01' } };

describe('Signals of a log', () => {
  let here: LogShelf;
  beforeAll(async () => {
    here = logShelf();
    const other = await here.logs.create('elsewhere', 'imported');
    const { submitted, received, transferred, opened, assigned } = told;
    await record(other, [submitted, received, transferred, opened, { ...assigned, by: officer }]);
    const said = { commandType: 'Tell', schemaVersion: 1, occurredAt: new Date(shelfTime).toISOString() };
    const facts = [
      { type: 'UnitRegistered', data: registered },
      { type: 'OfficerAppointed', data: appointed },
    ];
    for (const [expected, fact] of facts.entries()) {
      const commandId = uuidV8('tell', fact.type);
      const event = { ...said, ...fact, commandId, correlationId: commandId, actor: registrar };
      await other.append([{ stream: streamName('unit', 'quiet-office'), expected, events: [event] }]);
    }
  });
  afterAll(() => here.close());
  const asked = (ask: object) => listSignals(here, ListSignals.ask.parse({ log: 'elsewhere', ...ask }));

  it.each([
    ...[{ unit: 'ha-long-office' }, { unit: 'quiet-office' }, { unit: 'province' }],
    ...[{ person: 'officer-0802' }, { person: 'head-quiet' }, { person: 'officer-new' }, { person: 'registrar-1' }],
    { unit: 'quiet-office', person: 'clerk-0701' },
  ])('are none of whom it names, whether registered, acting or responsible: %p', async (names) =>
    expect(await asked(names)).toMatchObject({ items: [], log: 'elsewhere' }),
  );
  it.each([
    [{ unit: 'quiet-ofice' }, { code: 'UnitNotFound', params: { id: 'quiet-ofice' } }],
    [{ person: 'head-quite' }, { code: 'PersonNotFound', params: { person: 'head-quite' } }],
    [
      { unit: 'ha-long-office', person: 'clerk-0' },
      { code: 'PersonNotFound', params: { person: 'clerk-0' } },
    ],
    [
      { log: 'main', unit: 'ha-long-office' },
      { code: 'UnitNotFound', params: { id: 'ha-long-office' } },
    ],
  ])('are refused of a name that it does not know: %p', (names, refusal) =>
    expect(asked(names)).rejects.toMatchObject(refusal),
  );
});
