import { z } from 'zod';
import { namesIn } from './dossier-event.ts';
import { type Awaited, type LawMachine, lawfully, nothingAwaited, type Seen } from './law-machine.ts';
import { instantText } from './local-time.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * Originals that were taken, at the counter or `brought` by the post, are given back with the result at the latest, by
 * whichever way it goes (61 Đ20.2; QĐ 45/2016 Đ8).
 */
export const OriginalsReturned = z.strictObject({
  ...ruleHead,
  template: z.literal('originals-returned'),
  brought: EventName,
});
type OriginalsReturned = z.infer<typeof OriginalsReturned>;

export const originalsReturnedFacts = ['documents', 'returnedAt'] as const;

const returned = 'ResultReturned';

/** Remembers the originals that are in other hands, and that the result was returned. */
export function originalsReturned({ brought }: OriginalsReturned): LawMachine {
  const byPost = [brought, 'ResultHandedToPost'];
  return {
    types: ['OriginalsTaken', 'OriginalsReturned', ...byPost, returned],
    eat: (seen, { event }) => {
      const { type, position, occurredAt: at } = event;
      if (type === returned) return lawfully([...seen, { position, key: returned, at, until: at }]);
      const keys = namesIn(event, byPost.includes(type) ? 'originals' : 'documents').map(original);
      const others = seen.filter(({ key }) => !keys.includes(key));
      if (type !== 'OriginalsTaken' && type !== brought) return lawfully(others);
      return lawfully([...others, ...keys.map((key) => ({ position, key, at }))]);
    },
    awaits: (seen) => (seen.length === 0 ? nothingAwaited : seen.flatMap((one) => kept(one, seen))),
  };
}

const prefix = 'original ';

function original(document: string): string {
  return `${prefix}${document}`;
}

function kept({ until, position }: Seen[number], seen: Seen): readonly Awaited[] {
  if (until === undefined) return nothingAwaited;
  const held = seen.filter(({ key }) => key.startsWith(prefix));
  if (held.length === 0) return nothingAwaited;
  const facts = () => ({
    documents: held.map(({ key }) => key.slice(prefix.length)).join(', '),
    returnedAt: instantText(until),
  });
  return [{ until, positions: [...held.map((one) => one.position), position], facts }];
}
