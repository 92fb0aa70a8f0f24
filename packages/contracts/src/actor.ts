import { personal } from '@hoso/event-sourcing';
import { z } from 'zod';
import { Line, Slug } from './scalars.ts';

/**
 * Who may act (DOMAIN §2). `system` is the platform's own policies; `operator` runs systems and decides nothing;
 * `registrar` publishes procedures, units and calendars; `privacy-officer` answers for personal data and reads none.
 */
export const Role = z
  .enum([
    'applicant',
    'clerk',
    'one-stop-head',
    'officer',
    'head',
    'coordinator',
    'postal',
    'inspector',
    'registrar',
    'operator',
    'privacy-officer',
    'system',
  ])
  .meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

export const Actor = z.strictObject({ id: Slug, role: Role, unit: Slug }).meta({ id: 'Actor' });
export type Actor = z.infer<typeof Actor>;

/**
 * The actor stands by what the law forbids: recorded with this reason instead of refused (ARCHITECTURE decision 17).
 */
export const Insist = z.strictObject({ reason: Line, authorisedBy: Slug.optional() }).meta({ id: 'Insist' });
export type Insist = z.infer<typeof Insist>;

/** An insistence as events hold it: people write names into reasons. */
export const Insisted = z.strictObject({ reason: personal(Line), authorisedBy: Slug.optional() });
export type Insisted = z.infer<typeof Insisted>;
