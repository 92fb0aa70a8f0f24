import { auditViews } from '@hoso/audit';
import type { EventStore, Policy, RecordedEvent, View } from '@hoso/event-sourcing';
import { intake } from '@hoso/intake';
import { streamNameOf } from '@hoso/messaging/nats';
import { postalDelivery } from '@hoso/postal-delivery';
import { openConnection } from '@hoso/postgres';
import { processing } from '@hoso/processing';
import { registry } from '@hoso/registry';
import { auditLogOf, openEventStore, openKeys, openViews, personalDataOf } from '@hoso/runtime';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { settingsOf } from '../../scripts/distributed/environments.ts';
import type { Breach } from './breach.ts';
import { carriedOutLate, checkAnswers } from './check-answers.ts';
import { checkLog } from './check-log.ts';
import { checkPolicies, dueOf, type NotedOutcome } from './check-policies.ts';
import { checkStream, type StreamMessage } from './check-stream.ts';
import { checkView, foldedAnew } from './check-views.ts';
import type { Sent } from './load.ts';
import type { TrialPlatform } from './trial-platform.ts';

/** What was looked at, and what is wrong with it. */
export interface Verdict {
  readonly events: number;
  readonly policyCommands: number;
  readonly documents: number;
  /** Commands of which one attempt was refused while another one was on its way, and then carried out. */
  readonly late: number;
  readonly breaches: readonly Breach[];
}

const services = [registry, intake, processing, postalDelivery];
const policies: readonly Policy[] = services.flatMap((service) => service.policies);
const views: readonly View<unknown>[] = [...services.flatMap((service) => service.views), ...auditViews];

/** Everything that a platform at rest holds against what clients were told. */
export async function examine(platform: TrialPlatform, sent: readonly Sent[]): Promise<Verdict> {
  const { EVENT_STORE_URL = '' } = settingsOf('intake', platform.places);
  const store = await openEventStore({ url: EVENT_STORE_URL, log: 'main' }, Date.now);
  const auditStore = await openEventStore({ url: EVENT_STORE_URL, log: auditLogOf('main') }, Date.now);
  try {
    const log = await everything(store);
    const { documents, breaches } = await examineViews(platform, log);
    return {
      events: log.length,
      policyCommands: dueOf(log, policies),
      documents,
      late: carriedOutLate(log, sent),
      breaches: [
        ...checkLog(log),
        ...checkLog(await everything(auditStore)),
        ...checkAnswers(log, sent),
        ...checkPolicies(log, policies, await outcomesOf(platform)),
        ...checkStream(log, await messagesOf(platform, store.log.id)),
        ...breaches,
      ],
    };
  } finally {
    await store.close();
    await auditStore.close();
  }
}

const pageMax = 5_000;

async function everything(store: Pick<EventStore, 'readAll'>): Promise<readonly RecordedEvent[]> {
  const log: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readAll(log.at(-1)?.position ?? 0, pageMax);
    if (page.length === 0) return log;
    for (const event of page) log.push(event);
  }
}

async function examineViews(platform: TrialPlatform, log: readonly RecordedEvent[]) {
  const { VIEWS_URL = '', KEYS_URL = '', MASTER_KEY_FILE } = settingsOf('intake', platform.places);
  const keys = await openKeys({ url: KEYS_URL, masterKeyFile: MASTER_KEY_FILE });
  const kept = await openViews(VIEWS_URL);
  try {
    const personal = await personalDataOf(keys);
    const breaches: Breach[] = [];
    let documents = 0;
    for (const view of views) {
      const folded = await foldedAnew(view, log, personal);
      documents += folded.size;
      breaches.push(...(await checkView(view, await kept.live(view), folded)));
    }
    return { documents, breaches };
  } finally {
    await kept.close();
    await keys.close();
  }
}

async function outcomesOf({ places }: TrialPlatform): Promise<readonly NotedOutcome[]> {
  const { EVENT_STORE_URL: url = '' } = settingsOf('intake', places);
  const client = await openConnection({ url, setting: 'EVENT_STORE_URL' });
  try {
    const text = 'select policy, event, ordinal, command_id as "commandId", outcome from "log_main".policy_outcomes';
    const { rows } = await client.query<NotedOutcome>(text);
    return rows;
  } finally {
    await client.end();
  }
}

/** As the user who looks after streams. */
export async function asOperator<Told>(
  { places }: Pick<TrialPlatform, 'places'>,
  work: (connection: NatsConnection) => Promise<Told>,
): Promise<Told> {
  const { nats: servers, passwords } = places;
  const connection = await connect({ servers, user: 'ops', pass: passwords.ops, inboxPrefix: '_INBOX.ops' });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

function messagesOf(platform: TrialPlatform, log: string): Promise<readonly StreamMessage[]> {
  return asOperator(platform, async (connection) => {
    const { streams } = await jetstreamManager(connection);
    const name = streamNameOf(log);
    const { state } = await streams.info(name);
    const messages: StreamMessage[] = [];
    for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
      const message = await streams.getMessage(name, { seq });
      if (message) messages.push({ sequence: message.seq, subject: message.subject, payload: message.string() });
    }
    return messages;
  });
}
