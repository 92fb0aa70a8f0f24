import { z } from 'zod';
import { form } from './field-forms.ts';

/** Kiểm tra theo kế hoạch, có báo trước; kiểm tra đột xuất: nobody inspected knows of it until it is opened to him. */
export const InspectionKind = z.enum(['announced', 'unannounced']).meta({ id: 'InspectionKind' });
export type InspectionKind = z.infer<typeof InspectionKind>;

/** Every dossier alike; a share of each stratum; or the more often, the more the rules have found in it. */
export const SampleMethod = z.enum(['simple', 'stratified', 'by-risk']).meta({ id: 'SampleMethod' });
export type SampleMethod = z.infer<typeof SampleMethod>;

export const StratifyBy = z.enum(['one-stop', 'agency', 'procedure']).meta({ id: 'StratifyBy' });
export type StratifyBy = z.infer<typeof StratifyBy>;

/** What decides which dossiers are drawn: a root of the ledger in base64, or what an inspector had from elsewhere. */
export const SampleSeed = z
  .string()
  .regex(/^(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9_-]{8,64})$/, form('SampleSeedForm'))
  .meta({ id: 'SampleSeed' });

export const sampleMax = 1_000;

export const CheckVerdict = z.enum(['kept', 'broken', 'not-applicable']).meta({ id: 'CheckVerdict' });
export type CheckVerdict = z.infer<typeof CheckVerdict>;

/** What a unit says of what was found in it. */
export const ReplyStance = z.enum(['accepts', 'accepts-partly', 'disputes']).meta({ id: 'ReplyStance' });
export type ReplyStance = z.infer<typeof ReplyStance>;

export const FollowUpOutcome = z.enum(['done', 'partly-done', 'not-done']).meta({ id: 'FollowUpOutcome' });
export type FollowUpOutcome = z.infer<typeof FollowUpOutcome>;
