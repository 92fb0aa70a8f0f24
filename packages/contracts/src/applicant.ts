import { z } from 'zod';
import { form } from './field-forms.ts';
import { Line, text } from './scalars.ts';

/** Who applies. All of it is personal data. */
export const Applicant = z
  .strictObject({
    kind: z.enum(['citizen', 'enterprise', 'household-business']),
    name: text(200),
    idNumber: z
      .string()
      .regex(/^[0-9A-Z-]{6,20}$/, form('IdNumberForm'))
      .optional(),
    address: Line.optional(),
    phone: z
      .string()
      .regex(/^\+?[0-9 ]{8,16}$/, form('PhoneForm'))
      .optional(),
    email: z.email().max(200).optional(),
    /** How he wishes to be told what becomes of his dossier, and in which language. */
    noticeBy: z.enum(['email', 'sms', 'letter']).optional(),
    noticeIn: z.enum(['vi', 'en']).optional(),
  })
  .meta({ id: 'Applicant' });
export type Applicant = z.infer<typeof Applicant>;
