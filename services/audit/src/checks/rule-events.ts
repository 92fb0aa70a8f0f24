import { ActivityRecorded, type ImportedAttribute } from '@hoso/contracts';
import { envelopeOf, type RecordedEvent } from '@hoso/event-sourcing';
import type { RuleEvent } from '@hoso/rules';
import { isOfHistory } from '../history/dossier-history.ts';

/**
 * What rules and measures see of any log. Of an imported one its activities, as recorded; of a log of dossiers each
 * dossier's events by their types, with who acted, and as what. What belongs to no case, `LogOpened` first, or to none
 * of a dossier's own streams, is none of theirs, as it is of no export; and nothing sealed is opened.
 */
export async function* ruleEventsOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<RuleEvent, void, undefined> {
  for await (const recorded of events) {
    const { type, data, schemaVersion, stream, position, occurredAt, dossierId, actor } = envelopeOf(recorded);
    const at = Date.parse(occurredAt);
    if (type === ActivityRecorded.name) {
      yield { ...activityOf(ActivityRecorded.upcast(data, schemaVersion)), position, at };
    } else if (dossierId !== undefined && isOfHistory(stream)) {
      yield { case: dossierId, position, activity: type, at, resource: actor.id, role: actor.role };
    }
  }
}

type Activity = ReturnType<typeof ActivityRecorded.upcast>;

function activityOf(said: Activity): Omit<RuleEvent, 'position' | 'at'> {
  const role = roleIn(said.attributes);
  return {
    ...{ case: said.case, activity: said.activity },
    ...(said.resource === undefined ? {} : { resource: said.resource }),
    ...(role === undefined ? {} : { role }),
    ...(said.caseAttributes === undefined ? {} : { caseAttributes: textsOf(said.caseAttributes) }),
  };
}

/** As what somebody acted: his role, or else the group he is of. */
function roleIn(attributes: readonly ImportedAttribute[]): string | undefined {
  const told = (name: string) => attributes.find(({ key }) => key === name)?.value;
  return told('org:role') ?? told('org:group');
}

/**
 * Attributes as text by their keys; a nested one under its parent's key and its own, the last one where a key is
 * repeated.
 */
export function textsOf(attributes: readonly ImportedAttribute[]): Readonly<Record<string, string>> {
  return Object.fromEntries(attributes.flatMap((attribute) => pairsOf(attribute, '')));
}

type Pair = readonly [name: string, value: string];

function pairsOf({ key, type, value, children = [] }: ImportedAttribute, path: string): readonly Pair[] {
  const name = path === '' ? key : `${path}/${key}`;
  const nested = children.flatMap((child) => pairsOf(child, name));
  const isBareHolder = value === '' && (type === 'list' || type === 'container');
  return isBareHolder ? nested : [[name, value], ...nested];
}
