import { z } from 'zod';
import { queryType } from './command-type.ts';
import { Finding } from './findings.ts';
import { LeftOut } from './judging.ts';
import { Instant, LocalDate, LogName, OfficerId, Position, Slug, UnitId } from './scalars.ts';

/** What another law would find, or would find no longer. */
export const WhatIfFinding = Finding.pick({
  ...{ rule: true, name: true, article: true, severity: true, dossier: true, code: true, person: true, unit: true },
  ...{ positions: true, certainAt: true, lawful: true },
})
  .extend({ change: z.enum(['gained', 'lost']) })
  .meta({ id: 'WhatIfFinding' });
export type WhatIfFinding = z.infer<typeof WhatIfFinding>;

const changes = { gained: z.int(), lost: z.int() };

export const whatIfMax = 10_000;

/**
 * What any rule set would have found in a log, one that is not in force too, against what the law in force finds: every
 * dossier is judged by it, whatever its dates. `rules` is the content of a rule file. Nothing is recorded.
 */
export const WhatIf = queryType(
  'WhatIf',
  'audit.queries.what-if',
  z.strictObject({
    log: LogName.optional(),
    rules: z.unknown(),
    /** Local days, both in it: findings that became certain then. By default the whole log. */
    from: LocalDate.optional(),
    to: LocalDate.optional(),
    limit: z.coerce.number().int().min(0).max(whatIfMax).default(200),
  }),
  z.strictObject({
    log: LogName,
    ruleSet: z.strictObject({ id: Slug, version: z.int() }),
    /** Events recorded later than this, and limits that lie later, were left out. */
    until: Instant,
    events: z.int(),
    dossiers: z.int(),
    same: z.int(),
    ...changes,
    /** By either law. */
    leftOut: LeftOut,
    byRule: z.array(z.strictObject({ rule: z.string(), ...changes, same: z.int() })),
    byUnit: z.array(z.strictObject({ unit: UnitId.optional(), ...changes })),
    byPerson: z.array(z.strictObject({ unit: UnitId.optional(), person: OfficerId.optional(), ...changes })),
    /** The first of them, in the order in which they became certain. */
    items: z.array(WhatIfFinding),
    completeUpTo: Position,
    lagMs: z.int(),
  }),
);
