import type { Actor } from '@hoso/contracts';
import type { Read } from '@hoso/event-sourcing';
import { type CaseDocument, cases } from '../src/case/cases.view.ts';
import type { CaseEvent } from '../src/case/case-state.ts';
import { dossierId, now, officer } from './case-stories.ts';

export type History = CaseEvent & {
  readonly occurredAt?: string;
  readonly recordedAt?: string;
  readonly actor?: Actor;
};

/** Events as the view reads them: in one case's stream, recorded when they happened unless told otherwise. */
export function recorded(events: readonly History[]): readonly Read<CaseEvent>[] {
  return events.map((event, index) => ({
    ...{ log: 'log', id: `event-${index}`, commandId: 'command', commandType: 'Told', correlationId: 'correlation' },
    ...{ schemaVersion: 1, stream: `case-${dossierId}-1`, version: index + 1, position: index + 2, dossierId },
    ...{ actor: officer, occurredAt: now, recordedAt: event.occurredAt ?? now },
    ...event,
  }));
}

/** The document that the view makes of a history. */
export function documentOf(events: readonly History[]): CaseDocument | undefined {
  return recorded(events).reduce<CaseDocument | undefined>((before, event) => cases.evolve(before, event), undefined);
}
