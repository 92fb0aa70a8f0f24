import type { LocalDate, ProcedureCode, ProcedureVersion, RequiredDocument } from '@hoso/contracts';

/** What a row of a file says of a procedure. What it leaves open is absent, or a term without a unit. */
export interface SaidProcedure {
  readonly code: ProcedureCode;
  readonly name: string;
  readonly levels: ProcedureVersion['levels'];
  readonly terms: ProcedureVersion['terms'];
  readonly documents: readonly SaidDocument[];
  readonly fee?: ProcedureVersion['fee'];
  readonly url?: string;
  readonly decision?: string;
  readonly field?: string;
  readonly result?: string;
}

export type SaidDocument = Pick<RequiredDocument, 'name' | 'form' | 'originals' | 'copies'>;

/** The intent of importing one row: in force from that date wherever it differs from the newest version. */
export interface ImportProcedure {
  readonly type: 'ImportProcedure';
  readonly data: SaidProcedure & { readonly effectiveFrom: LocalDate };
}
