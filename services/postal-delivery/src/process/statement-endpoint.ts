import { carrierEvents, ReconcileStatement, refuse, type ShipmentSummary, type StatementReport } from '@hoso/contracts';
import { instantOf, openStream, uuidV8 } from '@hoso/event-sourcing';
import { type Headers, readQuery } from '@hoso/nest';
import { localTimeOf } from '@hoso/working-time';
import { carriers, carriersStream, findCarrier } from '../carrier/carriers.ts';

import type { ShipmentPorts } from '../shipment/shipment-commands.ts';
import type { ShipmentReader } from '../shipment/shipment-queries.ts';
import { shipmentIndex } from '../shipment/shipments.view.ts';
import { ourItems } from '../statement/our-items.ts';
import { Reconciliation } from '../statement/reconcile.ts';
import { statements, statementStream } from '../statement/statement.ts';
import type { PostalParts } from './postal-parts.ts';
import { statementLines } from './statement-lines.ts';

const pageMax = 200;

/** Reconciles a statement that was uploaded, and records what came of it. */
export function statementEndpoint(
  parts: PostalParts,
  { handle, findCalendar }: Pick<ShipmentPorts, 'handle' | 'findCalendar'>,
  reader: ShipmentReader,
) {
  const { store, sealer, clock, uploads } = parts;
  return async (message: unknown, headers: Headers): Promise<StatementReport> => {
    const { ask, actor } = await readQuery(parts, ReconcileStatement, message, headers);
    if (actor?.role !== 'operator' && actor?.role !== 'inspector') {
      return refuse('RoleNotAllowed', { role: actor?.role ?? 'anyone' });
    }
    const { state } = await openStream({ store, events: carrierEvents, sealer }, carriersStream, carriers);
    const carrier = findCarrier(state, ask.carrier);
    const file = (await uploads.open(ask.upload)) ?? refuse('UploadNotFound', { sha256: ask.upload });
    const calendar = await findCalendar();
    const ours = ourItems(await shipmentsOf(reader, carrier.offices), ask, (at) => localTimeOf(calendar, at).date);
    const reconciliation = new Reconciliation(ours);
    for await (const line of statementLines(file)) reconciliation.take(line);
    const found = reconciliation.end();
    const { from, to, upload } = ask;
    const data = { carrier: carrier.id, from, to, file: upload, ...outcomeOf(found) };
    const occurredAt = instantOf(clock());
    const command = { type: 'RecordStatement' as const, data, actor, occurredAt };
    const commandId = uuidV8('statement', carrier.id, upload, from, to, occurredAt, actor.id);
    const stream = statementStream(carrier.id);
    await handle(command, { commandId, correlationId: commandId }, stream, async (load) => [
      (await load(stream, statements)).decide(command),
    ]);
    return { carrier: carrier.id, from, to, ...found };
  };
}

function outcomeOf({ rows, agreed, counts }: Pick<StatementReport, 'rows' | 'agreed' | 'counts'>) {
  return { rows, agreed, counts };
}

/** Every shipment of these offices, page after page: an old one may have been handed over lately. */
async function shipmentsOf(reader: ShipmentReader, offices: readonly string[]): Promise<readonly ShipmentSummary[]> {
  const found: ShipmentSummary[] = [];
  for (const office of offices) {
    let after: string | undefined;
    do {
      const page = { index: shipmentIndex.newest.post, prefix: [office], order: 'ascending', limit: pageMax } as const;
      const { items, next } = await reader.page({ ...page, ...(after === undefined ? {} : { after }) });
      found.push(...items);
      after = next;
    } while (after !== undefined);
  }
  return found;
}
