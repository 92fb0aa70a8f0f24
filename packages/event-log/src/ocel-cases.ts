import { z } from 'zod';
import {
  OCEL_BEGINNING,
  type OcelAttribute,
  type OcelCase,
  type OcelCaseEvent,
  type OcelEvent,
  type OcelObject,
  type OcelObjectAttribute,
  type OcelRelation,
  type OcelType,
} from './ocel.ts';
import { OcelError, ocelReasons } from './ocel-error.ts';
import { instantOfXesDate } from './xes-date.ts';
import { ATTRIBUTE_TYPES, findAttribute, type XesAttribute, type XesEvent } from './xes-trace.ts';

/**
 * What OCEL cannot say of a case as it was, its event or object says as JSON under this name: then that is what is read
 * back, and all the rest is for other readers.
 */
const EXACT_NAME = 'hoso:exact';
/** The attribute under which a case, or an event, keeps what it has to do with objects. */
export const RELATIONS_KEY = 'ocel:objects';
export const TYPE_KEY = 'ocel:type';
export const TIME_KEY = 'ocel:time';

/** What a case is where nobody says it. */
export const DEFAULT_CASE_TYPE = 'dossier';
/** Relations that no file told, but we: they follow from the attributes, and are not read back. */
export const OWN_QUALIFIER = 'hoso:';

/** The types of objects, by id. */
type TypeOfObject = (id: string) => string | undefined;

/** What of some attributes a file has a place for, and what is read of it again. */
export interface Placed<Attribute extends OcelAttribute> {
  readonly placed: readonly Attribute[];
  readonly readBack: readonly Attribute[];
}
/** How a file holds the attributes of an event, or of an object, of a type. */
export type Place = <Attribute extends OcelAttribute>(
  type: string,
  attributes: readonly Attribute[],
) => Placed<Attribute>;

/** An event as a file is to say it. */
export const ocelEventOf = (
  { position, attributes, relations }: OcelCaseEvent,
  { filed, typeOfObject }: PartInHand,
  place: Place,
): OcelEvent => {
  const type = findAttribute(attributes, 'concept:name')?.value ?? '';
  const time = timeOf(findAttribute(attributes, 'time:timestamp')?.value ?? '');
  const event = { id: `hoso-${position}`, type, time, relations };
  const flat = attributes.filter(({ key }) => !['concept:name', 'time:timestamp'].includes(key));
  const { placed, readBack } = place(type, flat.flatMap(ocelAttributeOf));
  if (!filed) return { ...event, attributes: placed };
  const again = filedEvent({ ...event, attributes: readBack }, typeOfObject);
  return { ...event, attributes: [...placed, ...exactly(attributes, again.attributes)] };
};

/** An object as a file is to say it. */
export const ocelObjectOf = (
  object: OcelObject,
  { filed, caseAttributes, name, typeOfObject }: PartInHand,
  place: Place,
): OcelObject => {
  const timed = object.attributes.map((one) => ({ ...one, at: timeOf(one.at) }));
  const { placed, readBack } = place(object.type, timed);
  const attributes = filed && object.id === name ? caseAttributes : undefined;
  if (attributes === undefined) return { ...object, attributes: placed };
  const again = filedCaseAttributes({ ...object, attributes: readBack }, typeOfObject);
  const exact = exactly(attributes, again).map((one) => ({ ...one, at: OCEL_BEGINNING }));
  return { ...object, attributes: [...placed, ...exact] };
};

/** A part of a case, as far as its events and objects need it to be said. */
export interface PartInHand {
  readonly filed: boolean;
  readonly name: string;
  /** Where the case begins. */
  readonly caseAttributes: readonly XesAttribute[] | undefined;
  readonly typeOfObject: TypeOfObject;
}

export const inHand = ({ filed, case: name, continues, attributes, objects }: OcelCase): PartInHand => {
  const types = new Map(objects.map(({ id, type }) => [id, type]));
  const caseAttributes = continues ? undefined : attributes;
  return { filed, name, caseAttributes, typeOfObject: (id) => types.get(id) };
};

/** An event as a case of an event log has it. */
export const filedEvent = (event: OcelEvent, typeOfObject: TypeOfObject): XesEvent => {
  const attributes = exactIn(event.attributes) ?? [
    { key: 'concept:name', type: 'string', value: event.type },
    { key: 'time:timestamp', type: 'date', value: event.time },
    ...event.attributes.map(xesOf),
    ...relationsOf(event.relations, typeOfObject),
  ];
  const timeText = findAttribute(attributes, 'time:timestamp')?.value ?? event.time;
  const activity = findAttribute(attributes, 'concept:name')?.value ?? event.type;
  const time = instantOfXesDate(timeText);
  if (time === undefined) throw new OcelError(ocelReasons.badTime(`event ${JSON.stringify(event.id)}`, timeText));
  return { activity, time, timeText, attributes };
};

/** What a file says of the object that is a case. */
export const filedCaseAttributes = (object: OcelObject, typeOfObject: TypeOfObject): readonly XesAttribute[] =>
  exactIn(object.attributes) ?? [
    { key: 'concept:name', type: 'string', value: object.id },
    ...(object.type === DEFAULT_CASE_TYPE ? [] : [{ key: TYPE_KEY, type: 'string', value: object.type } as const]),
    ...object.attributes.map(xesWithTime),
    ...relationsOf(object.relations, typeOfObject),
  ];

/** The objects that such attributes tell of, with their types. Nothing where they tell of none. */
export const relationsIn = (
  attributes: readonly XesAttribute[],
): readonly (OcelRelation & { readonly type: string })[] | undefined =>
  findAttribute(attributes, RELATIONS_KEY)?.children?.map(({ key, value, children = [] }) => ({
    ...{ object: value, qualifier: key, type: findAttribute(children, TYPE_KEY)?.value ?? '' },
  }));

const relationsOf = (relations: readonly OcelRelation[], typeOfObject: TypeOfObject): readonly XesAttribute[] => {
  const told = relations.filter(({ qualifier }) => !qualifier.startsWith(OWN_QUALIFIER));
  if (told.length === 0) return [];
  const children = told.map(({ object, qualifier }): XesAttribute => {
    const told: XesAttribute = { key: TYPE_KEY, type: 'string', value: typeOfObject(object) ?? '' };
    return { key: qualifier, type: 'id', value: object, children: [told] };
  });
  return [{ key: RELATIONS_KEY, type: 'list', value: '', children }];
};

const OCEL_TYPE_OF: Readonly<Partial<Record<XesAttribute['type'], OcelType>>> = {
  string: 'string',
  id: 'string',
  date: 'time',
  int: 'integer',
  float: 'float',
  boolean: 'boolean',
};
const XES_TYPE_OF = {
  string: 'string',
  time: 'date',
  integer: 'int',
  float: 'float',
  boolean: 'boolean',
} as const satisfies Readonly<Record<OcelType, XesAttribute['type']>>;

/** A value as OCEL has values: none of what holds others. */
export const ocelAttributeOf = ({ key, type, value, children }: XesAttribute): readonly OcelAttribute[] => {
  const ocelType = OCEL_TYPE_OF[type];
  if (ocelType === undefined || children !== undefined || key === EXACT_NAME) return [];
  return [{ name: key, type: ocelType, value }];
};

/** A time that is none is text, whatever the file declares. */
const xesOf = ({ name, type, value }: OcelAttribute): XesAttribute => {
  const isText = type === 'time' && instantOfXesDate(value) === undefined;
  return { key: name, type: isText ? 'string' : XES_TYPE_OF[type], value };
};

const xesWithTime = (attribute: OcelObjectAttribute): XesAttribute => {
  if (instantOfXesDate(attribute.at) === 0) return xesOf(attribute);
  return { ...xesOf(attribute), children: [{ key: TIME_KEY, type: 'date', value: attribute.at }] };
};

const Attribute: z.ZodType<XesAttribute> = z.lazy(() =>
  z.strictObject({
    key: z.string(),
    type: z.enum(ATTRIBUTE_TYPES),
    value: z.string(),
    children: z.array(Attribute).optional(),
  }),
);
const Exact = z.array(Attribute);

/** Nothing where what is read back is what there was. */
const exactly = (attributes: readonly XesAttribute[], readBack: readonly XesAttribute[]): readonly OcelAttribute[] => {
  const text = JSON.stringify(attributes, ORDER);
  return text === JSON.stringify(readBack, ORDER) ? [] : [{ name: EXACT_NAME, type: 'string', value: text }];
};

/** The members of an attribute in one order, so that equal ones are equal texts. */
const ORDER = ['key', 'type', 'value', 'children'];

/** What only looks like it is an attribute like any other. */
const exactIn = (attributes: readonly OcelAttribute[]): readonly XesAttribute[] | undefined => {
  const exact = attributes.find(({ name }) => name === EXACT_NAME);
  if (exact === undefined) return undefined;
  try {
    return Exact.safeParse(JSON.parse(exact.value)).data;
  } catch {
    return undefined;
  }
};

/** A time as OCEL wants it (RFC 3339): as it was written, where that is one. */
const timeOf = (text: string): string =>
  RFC3339.test(text) ? text : new Date(instantOfXesDate(text) ?? 0).toISOString();

const RFC3339 = /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
