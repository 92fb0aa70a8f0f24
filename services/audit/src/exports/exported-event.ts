import { ActivityRecorded, type ImportedAttribute } from '@hoso/contracts';
import { type Envelope, isInstant, isSealed } from '@hoso/event-sourcing';

/** An event as it was filed. */
export function filedAttributes({ data, schemaVersion }: Envelope): readonly ImportedAttribute[] {
  return ActivityRecorded.upcast(data, schemaVersion).attributes;
}

/** What the file said of the case, which its first event keeps. */
export function filedCaseAttributes({ data, schemaVersion }: Envelope): readonly ImportedAttribute[] {
  return ActivityRecorded.upcast(data, schemaVersion).caseAttributes ?? [];
}

/**
 * An event of a dossier: its type is the activity, who acted the resource; then what it says, each member by its way in
 * it. What is sealed is not told.
 */
export function toldAttributes(event: Envelope): readonly ImportedAttribute[] {
  const { type, occurredAt, recordedAt, actor, position, data } = event;
  return [
    attribute('concept:name', 'string', type),
    attribute('time:timestamp', 'date', occurredAt),
    attribute('lifecycle:transition', 'string', 'complete'),
    attribute('org:resource', 'string', actor.id),
    attribute('org:role', 'string', actor.role),
    attribute('org:group', 'string', actor.unit),
    attribute('hoso:recordedAt', 'date', recordedAt),
    attribute('hoso:position', 'int', String(position)),
    ...membersOf(data, ''),
  ];
}

/** A value by its name, of the type that its text has. */
export function attribute(key: string, type: ImportedAttribute['type'], value: string): ImportedAttribute {
  return { key, type, value };
}

/** Members of objects are told one by one; a list is one text, its JSON. */
function membersOf(value: unknown, way: string): readonly ImportedAttribute[] {
  if (value === undefined || value === null || isSealed(value)) return [];
  if (Array.isArray(value)) return [attribute(way, 'string', JSON.stringify(value, withoutSealed))];
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([name, member]) => membersOf(member, way === '' ? name : `${way}.${name}`));
  }
  return [attribute(way, typeOf(value), String(value))];
}

function typeOf(value: unknown): ImportedAttribute['type'] {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'string' && isInstant(value) ? 'date' : 'string';
}

function withoutSealed(_name: string, member: unknown): unknown {
  return isSealed(member) ? undefined : member;
}
