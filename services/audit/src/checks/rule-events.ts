import { ActivityRecorded, type ImportedAttribute } from '@hoso/contracts';
import { envelopeOf, type RecordedEvent } from '@hoso/event-sourcing';
import type { RuleEvent } from '@hoso/rules';

/**
 * What rules see of an imported log: its activities. Whatever else is in a log, `LogOpened` first, is none of theirs.
 */
export async function* ruleEventsOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<RuleEvent, void, undefined> {
  for await (const recorded of events) {
    const { type, data, schemaVersion, position, occurredAt } = envelopeOf(recorded);
    if (type !== ActivityRecorded.name) continue;
    const said = ActivityRecorded.upcast(data, schemaVersion);
    yield {
      case: said.case,
      position,
      activity: said.activity,
      at: Date.parse(occurredAt),
      ...(said.resource === undefined ? {} : { resource: said.resource }),
      ...(said.caseAttributes === undefined ? {} : { caseAttributes: textsOf(said.caseAttributes) }),
    };
  }
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
