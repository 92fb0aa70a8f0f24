import { type DossierStatus, type DossierSummary, statusCodes } from '@hoso/contracts';

export const withAgency: readonly DossierStatus[] = [
  'in-process',
  'appraisal-supplement-requested',
  'financial-obligation',
  'stopped',
];

type Status = Pick<DossierSummary, 'status' | 'statusCode'>;

export function withStatus(status: DossierStatus): Status {
  return { status, statusCode: statusCodes[status] };
}

/** The agency goes on with its case until it hears of a withdrawal: that one stands. */
export function inCase(summary: DossierSummary, status: DossierStatus): Partial<Status> {
  return isWithAgency(summary) ? withStatus(status) : {};
}

export function isWithAgency({ status }: DossierSummary): boolean {
  return withAgency.includes(status);
}
