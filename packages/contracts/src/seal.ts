import { eventCatalogue, eventType } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Insisted } from './actor.ts';
import { commandType } from './command-type.ts';
import { form } from './field-forms.ts';
import { DossierId } from './scalars.ts';

const subject = 'intake.commands.dossier';

/** Why the personal data of a dossier is to be no more (NĐ 13/2023 Đ16, from 2026 Luật 91/2025: general knowledge). */
export const DestructionGround = z
  .enum(['retention-ended', 'no-longer-needed', 'asked-by-the-person', 'processed-unlawfully', 'law-requires'])
  .meta({ id: 'DestructionGround' });
export type DestructionGround = z.infer<typeof DestructionGround>;

/** The number of the decision it is done by. It outlives the person, so nothing fits into it that could name one. */
export const DecisionNumber = z
  .string()
  .regex(/^[0-9]{1,8}(?:\/[0-9A-ZĐ-]{1,30}){1,3}$/, form('DecisionNumberForm'))
  .meta({ id: 'DecisionNumber', examples: ['12/QĐ-UBND', '12/2026/QĐ-UBND'] });

/** The key of a dossier's personal data is destroyed: nobody reads who applied again, and everything else stays. */
export const DestroySeal = commandType(
  'DestroySeal',
  subject,
  z.strictObject({ ground: DestructionGround, decisionNo: DecisionNumber }),
);
/** Sees to it that the key is gone, should the process have ended in between. Sent by policy. */
export const FinishDestruction = commandType('FinishDestruction', subject, z.strictObject({}));

export const sealCommands = [DestroySeal, FinishDestruction] as const;

/**
 * In a stream of its own, `seal-<dossier>`: a dossier's own stream is decided by other people, and its end is not this.
 */
export const PersonalDataDestroyed = eventType(
  'PersonalDataDestroyed',
  z.strictObject({
    dossier: DossierId,
    ground: DestructionGround,
    decisionNo: DecisionNumber,
    insisted: Insisted.optional(),
  }),
);
export const sealEvents = eventCatalogue(PersonalDataDestroyed);
