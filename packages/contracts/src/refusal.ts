/** What a refusal is to a client; the edge maps each kind to a status. */
export type RefusalKind = 'conflict' | 'notFound' | 'forbidden' | 'invalid' | 'stale' | 'unavailable';

export interface Refusal {
  readonly kind: RefusalKind;
  readonly vi: string;
  readonly en: string;
}

export const conflict = (vi: string, en: string): Refusal => ({ kind: 'conflict', vi, en });
export const notFound = (vi: string, en: string): Refusal => ({ kind: 'notFound', vi, en });
export const forbidden = (vi: string, en: string): Refusal => ({ kind: 'forbidden', vi, en });
export const invalid = (vi: string, en: string): Refusal => ({ kind: 'invalid', vi, en });
