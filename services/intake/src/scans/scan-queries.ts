import {
  type Actor,
  type CheckScan,
  dossierEvents,
  type Hands,
  handoverTypes,
  handsAfter,
  mayRead,
  mayReadApplicant,
  type OpenScan,
  purposeOf,
  type RecordedReads,
  refuse,
  type ScanSeal,
} from '@hoso/contracts';
import {
  type EventStore,
  eventCatalogue,
  fold,
  instantOf,
  isSealed,
  openEvent,
  type Personal,
  type Sealer,
} from '@hoso/event-sourcing';
import type { z } from 'zod';
import { dossier } from '../dossier/dossier.ts';
import { type PaperEventOf, paperEvents, readHistory, storedHistory } from '../papers/paper-history.ts';

export interface ScanQueryPorts {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly sealer: Sealer;
  readonly reads: RecordedReads;
  /** Milliseconds since 1970 by the log's clock. */
  readonly clock: () => number;
}

/** Some content: what is asked is whether any would be taken. */
const anyScan = { sha256: '0'.repeat(64), bytes: 1, mediaType: 'application/pdf' } as const;
const anySeal = { key: `${'A'.repeat(43)}=`, sha256: anyScan.sha256 } as const;

/**
 * Refuses what the command would refuse, so that nobody sends a file in vain. It is decided again when the file is
 * there.
 */
export async function checkScan(
  { store, clock }: ScanQueryPorts,
  { id, document }: z.output<typeof CheckScan.ask>,
  actor: Actor,
): Promise<z.output<typeof CheckScan.answer>> {
  const own = (await storedHistory(store, id)).filter(({ stream }) => stream === `dossier-${id}`);
  const state = fold(
    dossier,
    own.flatMap((envelope) => dossierEvents.read(envelope) ?? []),
  );
  const data = { document, ...anyScan, seal: anySeal };
  dossier.decide({ type: 'StoreScan', data, actor, occurredAt: instantOf(clock()), dossier: id }, state);
  return {};
}

/**
 * Where a scan is kept and what opens it. It is opened for who may read the applicant; that it is read is recorded
 * before.
 */
export async function openScan(
  { store, sealer, reads }: ScanQueryPorts,
  { id, document, sha256 }: z.output<typeof OpenScan.ask>,
  actor: Actor,
): Promise<z.output<typeof OpenScan.answer>> {
  const stored = await storedHistory(store, id);
  const hands = stored.reduce<Hands | undefined>((before, envelope) => {
    const event = handedOver.read(envelope);
    return event ? handsAfter(before, event) : before;
  }, undefined);
  if (!hands || !mayRead(actor, hands)) return refuse('DossierNotFound', { id });
  if (!mayReadApplicant(actor, hands)) return refuse('RoleNotAllowed', { role: actor.role });
  const scan = readHistory(stored).findLast(
    (event): event is PaperEventOf<'ScanStored'> =>
      event.type === 'ScanStored' &&
      event.data.seal !== undefined &&
      event.data.document === document &&
      (sha256 === undefined || event.data.sha256 === sha256),
  );
  const envelope = stored.find((one) => one.id === scan?.id);
  if (!scan || !envelope) return refuse('ScanNotFound', { document, dossier: id });
  const fields = [`scan.${document}`];
  await reads.record({ actor, dossiers: [id], fields, purpose: purposeOf(actor), query: 'OpenScan' });
  const opened = paperEvents.read(await openEvent(sealer, envelope));
  const seal = opened?.type === 'ScanStored' ? plain(opened.data.seal) : undefined;
  if (!seal) return refuse('KeyDestroyed');
  const received = stored.map((one) => paperEvents.read(one)).find((event) => event?.type === 'DossierReceived');
  const code = received?.type === 'DossierReceived' ? { code: received.data.code } : {};
  const { bytes, mediaType } = scan.data;
  return { sha256: scan.data.sha256, bytes, mediaType, ...code, seal };
}

const handedOver = eventCatalogue(...handoverTypes);

function plain(seal: Personal<ScanSeal> | undefined): ScanSeal | undefined {
  return isSealed(seal) ? undefined : seal;
}
