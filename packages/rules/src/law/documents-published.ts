import { z } from 'zod';
import { namesIn } from './dossier-event.ts';
import { type LawBreach, type LawMachine, lawfully } from './law-machine.ts';
import { EventName, ruleHead } from './rule-head.ts';

/**
 * No document is asked for that the published list does not have (61 Đ5.1.đ). Before reception the list is the one that
 * the dossier is bound to then; a dossier that is refused is bound to none.
 */
export const DocumentsPublished = z.strictObject({
  ...ruleHead,
  template: z.literal('documents-published'),
  acts: z.array(EventName).min(1),
});
type DocumentsPublished = z.infer<typeof DocumentsPublished>;

export const documentsPublishedFacts = ['documents', 'act'] as const;

const separator = ', ';

/** Until reception it remembers what was asked for: the request, its type and the documents. */
export function documentsPublished({ acts }: DocumentsPublished): LawMachine {
  return {
    types: [...acts, 'DossierReceived'],
    eat: (seen, { event, before, after: { reception } }) => {
      const { type, position, occurredAt: at, actor } = event;
      const by = { unit: actor.unit, person: actor.id };
      const asked =
        type === 'DossierReceived'
          ? before.reception
            ? []
            : seen
          : [{ position, at, by, key: [type, ...namesIn(event, 'documents')].join(separator) }];
      if (!reception) return lawfully([...seen, ...asked]);
      const { documents: listed, position: receivedAt } = reception;
      const breaches = asked.flatMap(({ key, position: askedAt, by: asking }): readonly LawBreach[] => {
        const [act = '', ...documents] = key.split(separator);
        const strange = documents.filter((code) => !listed.includes(code));
        if (strange.length === 0) return [];
        const facts = { documents: strange.join(separator), act };
        return [{ positions: [receivedAt, askedAt], facts, ...(asking ? { by: asking } : {}) }];
      });
      return { seen: [], breaches };
    },
  };
}
