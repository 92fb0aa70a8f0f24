import { z } from 'zod';
import { fieldOf, textOf } from './dossier-event.ts';
import type { LawMachine, Seen } from './law-machine.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * What the post carries bears a numbered seal, put on before the applicant (`sealing`) or by the agency (`handing`);
 * whoever takes it over (`checks`) finds that seal, whole. To those of `unsealed` nothing may come without one.
 */
export const SealKept = z.strictObject({
  ...ruleHead,
  template: z.literal('seal-kept'),
  sealing: EventName,
  handing: EventName,
  checks: z.array(EventName).min(1),
  unsealed: z.array(EventName),
});
type SealKept = z.infer<typeof SealKept>;

export const sealKeptFacts = ['act', 'fault'] as const;

/** Remembers the seal that each shipment bears: its number is the end of the sighting's key. */
export function sealKept({ sealing, handing, checks, unsealed }: SealKept): LawMachine {
  return {
    types: [sealing, handing, ...checks],
    eat: (seen, { event }) => {
      const { type: act, stream, position, occurredAt: at } = event;
      const prefix = `${stream} `;
      const number = textOf(event, 'sealNo');
      const seal = seen.find(({ key }) => key.startsWith(prefix));
      if (!checks.includes(act)) {
        const put = { position, key: `${prefix}${number ?? ''}`, at };
        const faults = act === sealing ? sealingFaults(number, fieldOf(event, 'applicantPresent')) : [];
        return step([...seen.filter((one) => one !== seal), put], act, faults, [position]);
      }
      const known = seal?.key.slice(prefix.length) ?? '';
      const faults = [
        !seal && unsealed.includes(act) ? 'not-sealed' : undefined,
        fieldOf(event, 'intact') === false ? 'broken' : undefined,
        number !== undefined && known !== '' && number !== known ? 'another-number' : undefined,
      ];
      return step(seen, act, faults, seal ? [seal.position, position] : [position]);
    },
  };
}

function sealingFaults(number: string | undefined, applicantPresent: unknown): readonly (string | undefined)[] {
  return [number === undefined ? 'no-number' : undefined, applicantPresent === true ? undefined : 'applicant-absent'];
}

/** One breach for an event, with all that is wrong about the seal. */
function step(seen: Seen, act: string, found: readonly (string | undefined)[], positions: readonly number[]) {
  const faults = found.filter((fault) => fault !== undefined);
  if (faults.length === 0) return { seen, breaches: [] };
  return { seen, breaches: [{ positions, facts: { act, fault: faults.join(', ') } }] };
}
