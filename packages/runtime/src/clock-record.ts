import { type Actor, ClockMoved, clockStream } from '@hoso/contracts';
import { type EventStore, envelopeOf, instantOf, type RecordedEvent } from '@hoso/event-sourcing';

/** How the log says that its clock was set last. Milliseconds since 1970. */
export interface ClockSetting {
  /** What it showed then. */
  readonly to: number;
  /** When that was, by the clocks of the machines. */
  readonly since: number;
  /** Of the stream that tells of it. */
  readonly version: number;
}

export interface ClockMove extends ClockSetting {
  readonly by: Actor;
  /** What the clock shows before. */
  readonly now: number;
  /** A UUID that nobody has used. */
  readonly id: string;
}

const pageMax = 500;

/** The last setting that a simulated log tells of, if it tells of one after `known`, and `known` otherwise. */
export async function clockSettingOf(
  store: Pick<EventStore, 'log' | 'readStream'>,
  known?: ClockSetting,
): Promise<ClockSetting | undefined> {
  let last = known;
  for (;;) {
    const page = await store.readStream(clockStream(store.log.id), last?.version ?? 0, pageMax);
    const newest = page.at(-1);
    if (newest) last = settingIn(newest);
    if (page.length < pageMax) return last;
  }
}

/** The instant of the log's last event. */
export async function lastInstantOf(store: Pick<EventStore, 'head' | 'readAll'>): Promise<number | undefined> {
  const [last] = await store.readAll((await store.head()) - 1, 1);
  return last?.recordedAt;
}

/** Writes into the log that its clock is set. Rejects with `VersionConflict` where somebody else set it meanwhile. */
export async function recordClock(
  store: Pick<EventStore, 'log' | 'append'>,
  { to, since, version, by, now, id }: ClockMove,
): Promise<void> {
  await store.append([
    {
      stream: clockStream(store.log.id),
      expected: version,
      events: [
        {
          commandId: id,
          commandType: 'MoveClock',
          type: ClockMoved.name,
          schemaVersion: ClockMoved.version,
          occurredAt: instantOf(now),
          actor: by,
          correlationId: id,
          data: ClockMoved.schema.parse({ to: instantOf(to), since: instantOf(since) }),
        },
      ],
    },
  ]);
}

function settingIn(recorded: RecordedEvent): ClockSetting {
  const { data, schemaVersion, version } = envelopeOf(recorded);
  const { to, since } = ClockMoved.upcast(data, schemaVersion);
  return { to: Date.parse(to), since: Date.parse(since), version };
}
