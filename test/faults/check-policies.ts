import { OrderCarriage } from '@hoso/contracts';
import { type Envelope, envelopeOf, type Policy, type RecordedEvent, uuidV8 } from '@hoso/event-sourcing';
import { type Breach, breach } from './breach.ts';

/** What was noted of a policy's command. */
export interface NotedOutcome {
  readonly policy: string;
  readonly event: number;
  readonly ordinal: number;
  readonly commandId: string;
  readonly outcome: string;
}

/** No carrier takes orders in a trial: then there is nothing to order. */
const mayLeaveNothing: ReadonlySet<string> = new Set([OrderCarriage.name]);

/** Every event that sets a policy in motion did so once: its commands are noted as done, and lie in the log. */
export function checkPolicies(
  log: readonly RecordedEvent[],
  policies: readonly Policy[],
  noted: readonly NotedOutcome[],
): readonly Breach[] {
  const events = log.map(envelopeOf);
  const outcomes = new Map(noted.map((one) => [one.commandId, one]));
  const caused = Map.groupBy(events, ({ commandId }) => commandId);
  const breaches: Breach[] = [];
  const due = new Set<string>();
  for (const policy of policies) {
    for (const event of events) {
      for (const [ordinal, command] of commandsOf(policy, event).entries()) {
        const commandId = uuidV8(policy.name, event.id, ordinal);
        due.add(commandId);
        const named = `${policy.name}: ${command.type} after position ${event.position} (command ${commandId})`;
        const outcome = outcomes.get(commandId)?.outcome;
        const done = caused.get(commandId) ?? [];
        if (outcome === undefined) breaches.push(breach('lost', `${named} has no outcome`));
        else if (outcome !== 'done') breaches.push(breach('lost', `${named} was refused: ${outcome}`));
        if (done.length === 0 && !mayLeaveNothing.has(command.type))
          breaches.push(breach('lost', `${named} left no event`));
        const times = done.filter(({ type }) => type === done[0]?.type).length;
        if (times > 1) breaches.push(breach('doubled', `${named} acted ${times} times`));
      }
    }
  }
  for (const { policy, event, commandId } of noted) {
    if (!due.has(commandId)) breaches.push(breach('doubled', `${policy} acted on position ${event} unasked`));
  }
  return breaches;
}

function commandsOf(policy: Policy, envelope: Envelope) {
  const event = policy.events.read(envelope);
  return event ? policy.whenever(event) : [];
}

/** How many commands policies owe to this log. */
export function dueOf(log: readonly RecordedEvent[], policies: readonly Policy[]): number {
  const events = log.map(envelopeOf);
  return policies.reduce(
    (sum, policy) => sum + events.reduce((all, event) => all + commandsOf(policy, event).length, 0),
    0,
  );
}
