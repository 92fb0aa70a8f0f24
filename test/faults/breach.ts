/** What must not be, after any fault. */
export interface Breach {
  readonly kind: 'lost' | 'doubled' | 'disordered' | 'refused, yet recorded' | 'differs';
  /** Which command, event or document, and what is wrong with it. */
  readonly what: string;
}

export function breach(kind: Breach['kind'], what: string): Breach {
  return { kind, what };
}
