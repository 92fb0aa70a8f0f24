import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { type Actor, CalendarPublished, officeCalendarId, refuse } from '@hoso/contracts';
import { type EventStore, streamName } from '@hoso/event-sourcing';
import { recordedCalendars } from '../src/clock/recorded-calendars.ts';
import { histories } from '../src/history/dossier-history.ts';
import type { ReplayPorts } from '../src/history/replay.ts';
import type { LogShelf } from './log-shelf.ts';
import { dossierId } from './story.ts';

export const inspector: Actor = { id: 'inspector-2001', role: 'inspector', unit: 'inspectorate' };
export const code = '000.00.21.H49-220315-0001';

/** What looking into the past takes, over a shelf of logs; `now` by the platform's clock. */
export function past(shelf: LogShelf, now: string): ReplayPorts {
  return {
    logs: shelf.logs,
    findDossierId: async (asked) => (asked === code ? dossierId : refuse('DossierNotFound', { id: asked })),
    histories: histories(),
    calendars: recordedCalendars(),
    clock: () => Date.parse(now),
    certainAt: async () => [],
  };
}

/** The province's own calendar, as the registry would have published it. */
/** Its first version, or one more that differs so. */
export async function publishCalendar(store: EventStore, version = 1, change: object = {}): Promise<void> {
  const path = new URL('../../registry/data/calendars.json', import.meta.url);
  const all: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const mine = Array.isArray(all) ? all.find(({ id }) => id === officeCalendarId) : undefined;
  const commandId = randomUUID();
  await store.append([
    {
      stream: streamName('calendar', officeCalendarId),
      expected: version - 1,
      events: [
        {
          ...{ commandId, commandType: 'PublishCalendar', correlationId: commandId },
          ...{ type: CalendarPublished.name, schemaVersion: 1, occurredAt: '2022-01-01T00:00:00.000Z' },
          actor: { id: 'registrar-1', role: 'registrar', unit: 'platform' },
          data: CalendarPublished.schema.parse({ ...mine, ...change, version }),
        },
      ],
    },
  ]);
}
