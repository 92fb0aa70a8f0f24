import { z } from 'zod';

/** A line of an export holds the event's own text. */
const Exported = z.looseObject({ body: z.string() });
/** An event, as far as a count needs it. */
const Told = z.looseObject({
  type: z.string(),
  dossierId: z.string().optional(),
  actor: z.looseObject({ id: z.string() }),
  data: z.record(z.string(), z.unknown()),
});

interface Life {
  channel: string;
  oneStop: string;
  agency?: string;
  case?: unknown;
  officers: Map<unknown, string>;
  dueAt?: string;
  finishedAt?: string;
}

/** What a quarter came to, by one of its groupings: dossiers, of which online, early, on time and late. */
export type Recount = Readonly<Record<string, readonly number[]>>;

/**
 * Counts an exported log line by line, as somebody would who has its events and nothing of the platform: lives hold
 * what the last event of each kind said.
 */
export function recount(lines: readonly string[], by: 'level' | 'agency and officer'): Recount {
  const lives = new Map<string, Life>();
  const levels = new Map<string, string>();
  for (const line of lines) {
    const { type, dossierId = '', actor, data } = Told.parse(JSON.parse(Exported.parse(JSON.parse(line)).body));
    // What a unit was first registered as, it was in 2022.
    if (type === 'UnitRegistered' && !levels.has(String(data['id']))) {
      levels.set(String(data['id']), String(data['level']));
    }
    if (type === 'DossierSubmitted') {
      const { channel, oneStop } = data;
      lives.set(dossierId, { channel: String(channel), oneStop: String(oneStop), officers: new Map() });
    }
    const life = lives.get(dossierId);
    if (life) tell(life, type, data, actor.id);
  }
  const counts: Record<string, number[]> = {};
  for (const life of lives.values()) {
    const group = by === 'level' ? (levels.get(life.oneStop) ?? '') : `${life.agency} ${life.officers.get(life.case)}`;
    const { finishedAt = '', dueAt = '' } = life;
    const late = finishedAt > dueAt;
    const early = !late && localDate(finishedAt) < localDate(dueAt);
    const found = [true, life.channel === 'online', early, !early && !late, late];
    counts[group] = found.map((one, index) => (counts[group]?.[index] ?? 0) + (one ? 1 : 0));
  }
  return counts;
}

function tell(life: Life, type: string, data: Readonly<Record<string, unknown>>, actor: string): void {
  const text = (member: string): string => String(data[member]);
  if (type === 'DossierReceived') life.dueAt = text('dueAt');
  if (type === 'ClockRestarted') life.dueAt = text('dueAt');
  if (type === 'DueDateChanged') life.dueAt = text('to');
  if (type === 'Resumed' && data['due']) life.dueAt = z.looseObject({ dueAt: z.string() }).parse(data['due']).dueAt;
  if (type === 'TransferredToAgency') Object.assign(life, { agency: text('agency'), case: data['case'] });
  if (type === 'OfficerAssigned') life.officers.set(data['case'], text('officer'));
  if (type === 'ResultRecorded') life.finishedAt = text('finishedAt');
  if (type === 'ResolvedAtOnce') {
    Object.assign(life, { agency: life.oneStop, finishedAt: text('finishedAt') });
    life.officers.set(life.case, actor);
  }
}

function localDate(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);
}
