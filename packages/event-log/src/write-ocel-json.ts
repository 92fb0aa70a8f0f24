import type { OcelAttribute, OcelCase, OcelRelation } from './ocel.ts';
import { inHand, ocelEventOf, ocelObjectOf, type Place } from './ocel-cases.ts';
import { OcelTypes } from './ocel-types.ts';

/**
 * A log as OCEL 2.0 JSON, valid by its schema. The cases are read twice, for their events and for their objects, and
 * MUST be the same each time: a file has all events in one list. In memory are one part of a case, the types, and the
 * ids of objects that cases share. What the cases throw passes as it is; the file then has no end.
 */
export const writeOcelJson = async function* (
  read: () => AsyncIterable<OcelCase>,
): AsyncGenerator<string, void, undefined> {
  const [eventTypes, objectTypes] = [new OcelTypes(), new OcelTypes()];
  yield '{\n"events": [';
  yield* listed(eachOf(read(), (part) => eventsOf(part, eventTypes)));
  yield '],\n"objects": [';
  const told = new Set<string>();
  yield* listed(eachOf(read(), (part) => objectsOf(part, objectTypes, told)));
  yield `],\n"eventTypes": ${JSON.stringify(eventTypes.listed())},\n`;
  yield `"objectTypes": ${JSON.stringify(objectTypes.listed())}\n}\n`;
};

const eachOf = async function* (
  cases: AsyncIterable<OcelCase>,
  elementsOf: (part: OcelCase) => readonly object[],
): AsyncGenerator<readonly object[]> {
  for await (const part of cases) yield elementsOf(part);
};

const listed = async function* (lists: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let separator = '\n';
  for await (const elements of lists) {
    if (elements.length === 0) continue;
    yield separator + elements.map((element) => JSON.stringify(element)).join(',\n');
    separator = ',\n';
  }
  yield '\n';
};

/** Every attribute has a place, and the type that was declared for its name. */
const placeIn =
  (types: OcelTypes): Place =>
  (type, attributes) => {
    types.declareType(type);
    const readBack = attributes.map((one) => ({ ...one, type: types.declare(type, one.name, one.type) }));
    return { placed: attributes, readBack };
  };

const eventsOf = (part: OcelCase, types: OcelTypes): readonly object[] => {
  const [hand, place] = [inHand(part), placeIn(types)];
  return part.events.map((event) => {
    const { id, type, time, attributes, relations } = ocelEventOf(event, hand, place);
    place(type, attributes);
    return { id, type, time, attributes: attributes.map(namedValue), relationships: relations.map(relationshipOf) };
  });
};

const objectsOf = (part: OcelCase, types: OcelTypes, told: Set<string>): readonly object[] => {
  const [hand, place] = [inHand(part), placeIn(types)];
  const fresh = part.objects.filter(({ id, shared }) => !shared || !told.has(id));
  for (const { id, shared } of fresh) if (shared) told.add(id);
  return fresh.map((one) => {
    const { id, type, attributes, relations } = ocelObjectOf(one, hand, place);
    place(type, attributes);
    const timed = attributes.map((attribute) => ({ ...namedValue(attribute), time: attribute.at }));
    return { id, type, attributes: timed, relationships: relations.map(relationshipOf) };
  });
};

const namedValue = ({ name, value }: OcelAttribute) => ({ name, value });
const relationshipOf = ({ object, qualifier }: OcelRelation) => ({ objectId: object, qualifier });
