import type { Channel, ProcedureVersion } from '@hoso/contracts';

type Fee = ProcedureVersion['fee'];

/**
 * What a procedure costs by a channel, fee and charge together, in đồng; nothing where the province has yet to say one
 * of them, since nobody can tell then. A variant has a fee of its own where it says so.
 */
export function publishedFee(
  { fee, charge, variants }: ProcedureVersion,
  channel: Channel,
  variant: string | undefined,
): number | undefined {
  const own = variants?.find(({ code }) => code === variant)?.fee ?? fee;
  const [due, charged] = [amountOf(own, channel), charge ? amountOf(charge, channel) : 0];
  return due === undefined || charged === undefined ? undefined : due + charged;
}

function amountOf({ amount, byChannel }: Fee, channel: Channel): number | undefined {
  return byChannel?.[channel] ?? amount;
}
