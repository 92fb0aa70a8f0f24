import {
  type EventOf,
  type EventStore,
  eventCatalogue,
  eventType,
  type NewEvent,
  uuidV8,
  type View,
} from '@hoso/event-sourcing';
import { z } from 'zod';

/** What a rebuild is measured with: a log of so many events, and a worklist over it. */
export const events = 200_000;
/**
 * A dossier's twelve events come in three bursts of four. So many dossiers are in a burst at a time, so many wait for
 * their next.
 */
const active = 500;
const waiting = 6_000;
const history = 12;
const burst = 4;

const StepCompleted = eventType(
  'StepCompleted',
  z.strictObject({
    dossierCode: z.string(),
    procedure: z.string(),
    unit: z.string(),
    officer: z.string(),
    step: z.int(),
    stepName: z.string(),
    dueAt: z.string(),
  }),
);
type Step = EventOf<typeof StepCompleted>;

interface WorklistItem {
  readonly dossierId: string;
  readonly dossierCode: string;
  readonly procedure: string;
  readonly unit: string;
  readonly officer: string;
  readonly status: 'open' | 'done';
  readonly dueAt: string;
  readonly lastAt: string;
  readonly steps: readonly { readonly name: string; readonly at: string }[];
}

export const worklist: View<WorklistItem, typeof StepCompleted> = {
  name: 'worklist',
  revision: 1,
  indexes: [
    { name: 'unit', of: ({ unit, status, dueAt }) => [unit, status, dueAt] },
    { name: 'officer', of: ({ officer, status, dueAt }) => (status === 'open' ? [officer, dueAt] : undefined) },
    { name: 'code', of: ({ dossierCode }) => [dossierCode] },
  ],
  events: eventCatalogue(StepCompleted),
  key: ({ dossierId }) => dossierId,
  evolve: (item, { dossierId = '', data, occurredAt }) => ({
    dossierId,
    dossierCode: data.dossierCode,
    procedure: data.procedure,
    unit: data.unit,
    officer: data.officer,
    status: data.step === history ? 'done' : 'open',
    dueAt: data.dueAt,
    lastAt: occurredAt,
    steps: [...(item?.steps ?? []), { name: data.stepName, at: occurredAt }],
  }),
};

interface Dossier {
  readonly index: number;
  done: number;
}

/** Writes the log through the event store: bursts of many dossiers, interleaved. */
export async function fillLog(store: EventStore): Promise<void> {
  let index = 0;
  const pool: Dossier[] = [];
  const bursting: Dossier[] = [];
  let pending: Promise<unknown>[] = [];
  for (let count = 0; count < events; count++) {
    // A stride without a common divisor visits the active dossiers in an order that looks like none.
    const at = (count * 197) % active;
    const next = bursting[at] ?? (pool.length > waiting ? pool.shift() : undefined) ?? { index: index++, done: 0 };
    bursting[at] = next;
    const stream = `dossier-${dossierIdOf(next.index)}`;
    pending.push(store.append([{ stream, expected: next.done, events: [stepCompleted(next)] }]));
    next.done++;
    if (next.done % burst === 0) {
      delete bursting[at];
      if (next.done < history) pool.push(next);
    }
    if (pending.length === 2_000) {
      await Promise.all(pending);
      pending = [];
    }
  }
  await Promise.all(pending);
}

function dossierIdOf(index: number): string {
  return uuidV8('dossier', index);
}

function stepCompleted({ index, done }: Dossier): NewEvent {
  const dossierId = dossierIdOf(index);
  const commandId = uuidV8(dossierId, 'command', done);
  const at = (days: number) => new Date(Date.UTC(2022, 0, 4 + days, 1 + (index % 8), done)).toISOString();
  const data: Step['data'] = {
    dossierCode: `000.00.06.H49-2203${String(index % 30).padStart(2, '0')}-${String(index).padStart(5, '0')}`,
    procedure: `1.00${4000 + (index % 23)}`,
    unit: `H49.${index % 14}`,
    officer: `officer-${index % 200}`,
    step: done + 1,
    stepName: `step ${done}`,
    dueAt: at((index % 60) + 15),
  };
  return {
    commandId,
    commandType: 'CompleteStep',
    type: StepCompleted.name,
    schemaVersion: 1,
    dossierId,
    occurredAt: at(index % 60),
    actor: { id: data.officer, role: 'officer', unit: data.unit },
    correlationId: commandId,
    data,
  };
}
