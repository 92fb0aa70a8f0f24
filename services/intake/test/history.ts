import { caseEventTypes, dossierEventTypes } from '@hoso/contracts';
import { type EventOf, type Read, streamName, uuidV8 } from '@hoso/event-sourcing';
import { type DossierDocument, dossiers } from '../src/dossier/dossiers.view.ts';
import { clerk, dossierId, receivedAt } from './dossier-stories.ts';

const types = [...dossierEventTypes, ...caseEventTypes];
export type History = EventOf<(typeof types)[number]>;
export type Recorded = Read<History>;

/** Events as a view reads them: of one dossier, in the order of the log, each in its own stream. */
export function recorded(
  events: readonly (History & Partial<Pick<Recorded, 'occurredAt' | 'actor'>>)[],
  id: string = dossierId,
): readonly Recorded[] {
  const versions = new Map<string, number>();
  const ofCase = new Set(caseEventTypes.map(({ name }) => String(name)));
  return events.map((event, index) => {
    const stream = ofCase.has(event.type) ? streamName('case', `${id}-1`) : streamName('dossier', id);
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return {
      occurredAt: receivedAt,
      actor: clerk,
      ...event,
      log: uuidV8('log'),
      id: uuidV8(id, index),
      commandId: uuidV8(id, 'command', index),
      commandType: 'Told',
      correlationId: uuidV8(id),
      schemaVersion: 1,
      stream,
      version,
      position: index + 2,
      recordedAt: receivedAt,
      dossierId: id,
    };
  });
}

/** The document that the view makes of a history. */
export function documentOf(history: readonly Recorded[]): DossierDocument | undefined {
  return history.reduce<DossierDocument | undefined>((before, event) => dossiers.evolve(before, event), undefined);
}
