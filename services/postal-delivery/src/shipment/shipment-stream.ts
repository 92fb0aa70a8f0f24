import type { DossierId } from '@hoso/contracts';
import { type StreamName, streamName } from '@hoso/event-sourcing';

/** A dossier's n-th shipment, counted from 1. */
export function streamOf(dossier: DossierId, number: number): StreamName {
  return streamName('shipment', `${dossier}-${number}`);
}
