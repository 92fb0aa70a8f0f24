import { type Actor, findingEvents } from '@hoso/contracts';
import { commandHandler, type EventStore, instantOf, type Sealer, uuidV8 } from '@hoso/event-sourcing';
import { finding, type FindingCommand, type FindingIntent, findingStream } from './finding.ts';

/** Brings findings into audit's own log, durably. What it knows already, or knows better, adds nothing. */
export type RecordFindings = (changes: readonly FindingIntent[]) => Promise<void>;

const judge: Actor = { id: 'rules', role: 'system', unit: 'platform' };
const attemptsMax = 20;
/** Appends on their way at a time. */
const togetherMax = 500;

/** `clock`: milliseconds since 1970 by the judged log's clock. */
export function findingRecorder(store: EventStore, clock: () => number): RecordFindings {
  const handle = commandHandler({ store, events: findingEvents, sealer: nothingPersonal, attemptsMax, clock });
  const record = async (intent: FindingIntent, occurredAt: string): Promise<void> => {
    const { type, data } = intent;
    const stream = findingStream(data.id);
    // The same conclusion from the same knowledge is the same command.
    const commandId = uuidV8(type, data.id, data.judged.position, data.judged.at);
    const command: FindingCommand = { ...intent, actor: judge, occurredAt };
    await handle(command, { commandId, correlationId: commandId }, stream, async (load) => [
      (await load(stream, finding)).decide(command),
    ]);
  };
  return async (changes) => {
    const occurredAt = instantOf(clock());
    for (let from = 0; from < changes.length; from += togetherMax) {
      await Promise.all(changes.slice(from, from + togetherMax).map((change) => record(change, occurredAt)));
    }
  };
}

/** A finding names no applicant, and whoever is responsible by his opaque id. */
const nothingPersonal: Sealer = {
  seal: () => Promise.reject(new Error('a finding holds no personal data')),
  open: () => Promise.reject(new Error('a finding holds no personal data')),
  lifeOf: () => Promise.reject(new Error('a finding holds no personal data')),
};
