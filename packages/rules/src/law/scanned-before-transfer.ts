import { z } from 'zod';
import { breaching, type LawMachine, lawfully } from './law-machine.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * Every needed document of a dossier that came by one of these channels is scanned before the dossier is transferred;
 * without a transfer, before it is decided.
 */
export const ScannedBeforeTransfer = z.strictObject({
  ...ruleHead,
  template: z.literal('scanned-before-transfer'),
  channels: z.array(z.enum(['counter', 'online', 'post'])).min(1),
  decisions: z.array(EventName).min(1),
});
type ScannedBeforeTransfer = z.infer<typeof ScannedBeforeTransfer>;

export const scannedBeforeTransferFacts = ['documents', 'act'] as const;

export function scannedBeforeTransfer({ channels, decisions }: ScannedBeforeTransfer): LawMachine {
  return {
    types: ['TransferredToAgency', ...decisions],
    eat: (seen, { event: { position, type }, before: { submission, reception, transfer, finish } }) => {
      const concerned = channels.some((channel) => channel === submission?.channel);
      if (!concerned || !reception || transfer || finish || reception.unscanned.length === 0) return lawfully(seen);
      const facts = { documents: reception.unscanned.join(', '), act: type };
      return breaching(seen, { positions: [reception.position, position], facts });
    },
  };
}
