import type { Corrected, DossierSummary } from '@hoso/contracts';
import type { EventOf } from '@hoso/event-sourcing';
import { withStatus } from './summary-status.ts';

/** What is shown of a dossier whose mistaken entry was written off: what the correction says. */
export function correctedSummary(
  summary: DossierSummary,
  { entry, status, dates, counter }: EventOf<typeof Corrected>['data'],
): DossierSummary {
  const { returnedAt, ...rest } = summary;
  return {
    ...rest,
    ...(returnedAt === undefined || entry === 'ResultReturned' ? {} : { returnedAt }),
    ...(entry === 'SupplementRequested' ? { supplements: Math.max(0, rest.supplements - 1) } : {}),
    ...(status === undefined ? {} : withStatus(status)),
    ...(dates ? { originalDueAt: dates.originalDueAt, dueAt: dates.dueAt } : {}),
    ...(counter
      ? {
          scans: rest.scans.filter(({ sha256 }) => counter.scans.some((scan) => scan.sha256 === sha256)),
          originals: counter.originals,
          feesCharged: counter.feesCharged,
          feesPaid: counter.feesPaid,
        }
      : {}),
  };
}
