import { z } from 'zod';

/** Options that every command has. */
export const GlobalOptions = z.looseObject({
  data: z.string(),
  log: z.string().optional(),
  as: z.string().optional(),
  json: z.boolean().default(false),
  jsonl: z.boolean().default(false),
  /** A list as CSV; a name is where a table of figures is to be written. */
  csv: z.union([z.boolean(), z.string()]).optional(),
  lang: z.enum(['vi', 'en']),
});
export type GlobalOptions = z.infer<typeof GlobalOptions>;
