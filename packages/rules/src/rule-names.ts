import { z } from 'zod';

/** Names in a rule file are compared as they stand: nothing is trimmed or folded. */
const Name = z.string().min(1).max(1000);

export const RuleId = Name;
export const ActivityName = Name;
export const AttributeName = Name;
