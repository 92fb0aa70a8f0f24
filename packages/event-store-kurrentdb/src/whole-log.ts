import type { PolicyOutcome, RecordedEvent, WholeLog } from '@hoso/event-sourcing';
import { type CarryOptions, clientOf, type Server, settingDefault } from './connection.ts';
import { opening } from './failure.ts';
import { findWholeLog, logQueries, recordsOf } from './log-queries.ts';
import { noLog } from './migrate.ts';
import { type LogNames, namesOf } from './names.ts';
import { type PolicyStand, policyStands } from './policy-store.ts';
import { outcomeOf } from './progress-records.ts';

/** Records asked for at once: of the largest events they are 128 MB. */
const pageMax = 500;

/**
 * What a log holds at this moment, while services go on appending. Throws `KurrentDbUnusable`, and `StaleFollower`
 * where a policy notes outcomes faster than it can be looked at.
 */
export async function openWholeLog({ url, setting = settingDefault }: CarryOptions, log: string): Promise<WholeLog> {
  const server = clientOf(url, setting);
  try {
    return await opening(setting, () => wholeLogOn(server, log, setting));
  } catch (error) {
    await server.dispose();
    throw error;
  }
}

/**
 * Has the server for itself: closing the log disposes of it.
 *
 * Decision: policies are read before the log's head. / Because the server reads one stream at a time: so none is ahead
 * of the events that are carried. What one did between the two is in the log, and is found there by its command's id
 * when it is sent again. / Instead of a moment for all streams, which the server does not have.
 */
export async function wholeLogOn(server: Server, log: string, setting = settingDefault): Promise<WholeLog> {
  const names = namesOf(log);
  const identity = await findWholeLog(server, names, log, setting);
  if (!identity) throw noLog(setting, log, 'LOG is to name one that is there.');
  const stands = await policyStands(server, names, log);
  const { head: readHead, readAll } = logQueries(server, names, log);
  const head = await readHead();
  return {
    ...{ log: identity, head },
    checkpoints: stands.flatMap(({ policy, progress }) =>
      progress.checkpoints.map((position, partition) => ({ policy, partition, position })),
    ),
    holds: stands.flatMap(({ policy, progress }) => progress.holds.map((hold) => ({ policy, ...hold }))),
    async *events(): AsyncIterable<readonly RecordedEvent[]> {
      for (let after = 0; after < head; after += pageMax) yield await readAll(after, Math.min(pageMax, head - after));
    },
    async *outcomes() {
      for (const stand of stands) yield* outcomesOf(server, names, log, stand);
    },
    close: () => server.dispose(),
  };
}

async function* outcomesOf(
  server: Server,
  names: LogNames,
  log: string,
  { policy, outcomes }: PolicyStand,
): AsyncIterable<readonly PolicyOutcome[]> {
  for (let after = 0; after < outcomes; after += pageMax) {
    const records = await recordsOf(server, names.ofOutcomes(policy), after, Math.min(pageMax, outcomes - after));
    yield records.map((record) => outcomeOf(log, policy, record));
  }
}
