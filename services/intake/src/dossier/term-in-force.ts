import {
  type Channel,
  type Law,
  type ProcedureVersion,
  type ProcedureVariant,
  refuse,
  type Term,
} from '@hoso/contracts';

/** The case of a procedure that a clerk names. Refuses `VariantUnknown`. */
export function variantOf(
  { code, variants }: ProcedureVersion,
  variant: string | undefined,
): ProcedureVariant | undefined {
  if (variant === undefined) return undefined;
  return variants?.find((one) => one.code === variant) ?? refuse('VariantUnknown', { code, variant });
}

/** The term of a channel, the case's own where it has one; how its days end says the law where it does not itself. */
export function termInForce(
  procedure: ProcedureVersion,
  variant: ProcedureVariant | undefined,
  channel: Channel,
  { parameters: { workingDaysMode } }: Law,
): Term | undefined {
  const term = variant?.terms[channel] ?? procedure.terms[channel];
  if (term?.unit !== 'workingDays' || term.mode !== undefined || workingDaysMode?.value !== 'workingHours') return term;
  return { ...term, mode: workingDaysMode.value };
}
