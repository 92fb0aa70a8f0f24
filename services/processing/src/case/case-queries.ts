import { caseEvents, type FindExtensionSlip } from '@hoso/contracts';
import { type EventStore, envelopeOf, streamName } from '@hoso/event-sourcing';
import type { z } from 'zod';

const pageSize = 1_000;

/** Looks a slip up in its case's own stream, not in a view: what was recorded is there at once. */
export async function findExtensionSlip(
  store: Pick<EventStore, 'readStream'>,
  { dossier, case: number, slip }: z.output<typeof FindExtensionSlip.ask>,
): Promise<z.output<typeof FindExtensionSlip.answer>> {
  const stream = streamName('case', `${dossier}-${number}`);
  for (let version = 0; ; version += pageSize) {
    const page = await store.readStream(stream, version, pageSize);
    for (const recorded of page) {
      const event = caseEvents.read(envelopeOf(recorded));
      if (event?.type !== 'ExtensionRequested' || event.data.slip !== slip) continue;
      const { newDueAt } = event.data;
      return { requestedAt: event.occurredAt, ...(newDueAt === undefined ? {} : { newDueAt }) };
    }
    if (page.length < pageSize) return {};
  }
}
