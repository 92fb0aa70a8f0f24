import { OCEL_BEGINNING, type OcelCase, type OcelCaseEvent, type OcelCaseObject, type OcelRelation } from './ocel.ts';
import {
  DEFAULT_CASE_TYPE,
  ocelAttributeOf,
  OWN_QUALIFIER,
  relationsIn,
  TIME_KEY,
  TYPE_KEY,
  RELATIONS_KEY,
} from './ocel-cases.ts';
import { findAttribute, type XesAttribute } from './xes-trace.ts';

/** A case of somebody else's log, or a part of it. */
export interface FiledPart extends Pick<OcelCase, 'case' | 'continues' | 'attributes'> {
  readonly events: readonly Omit<OcelCaseEvent, 'relations'>[];
}

/**
 * A case as objects: those that its file told of, where it was OCEL; otherwise the case itself, and who did what.
 */
export const ocelOfFiled = (part: FiledPart): OcelCase => {
  const objects = new Map<string, OcelCaseObject>();
  const shared = (id: string, type: string): void => {
    if (id !== part.case) objects.set(id, { id, type, attributes: [], relations: [], shared: true });
  };
  const toldIn = (attributes: readonly XesAttribute[]): readonly OcelRelation[] | undefined =>
    relationsIn(attributes)?.map(({ type, ...relation }) => {
      shared(relation.object, type);
      return relation;
    });
  const relationsOf = (attributes: readonly XesAttribute[]): readonly OcelRelation[] => {
    const resource = findAttribute(attributes, 'org:resource')?.value ?? '';
    const of = { object: part.case, qualifier: `${OWN_QUALIFIER}of` };
    if (resource === '') return [of];
    shared(`officer:${resource}`, 'officer');
    return [of, { object: `officer:${resource}`, qualifier: `${OWN_QUALIFIER}done-by` }];
  };
  const events = part.events.map((event) => ({
    ...event,
    relations: toldIn(event.attributes) ?? relationsOf(event.attributes),
  }));
  const relations = toldIn(part.attributes) ?? [];
  const own = part.continues ? [] : [caseObject(part, relations)];
  return { ...part, filed: true, events, objects: [...own, ...objects.values()] };
};

const caseObject = ({ case: id, attributes }: FiledPart, relations: readonly OcelRelation[]): OcelCaseObject => {
  const told = attributes.filter(({ key }) => !['concept:name', TYPE_KEY, RELATIONS_KEY].includes(key));
  const type = findAttribute(attributes, TYPE_KEY)?.value || DEFAULT_CASE_TYPE;
  return { id, type, shared: false, relations, attributes: told.flatMap(timedOf).filter(isFirstOfItsName) };
};

/** A value with the instant from which it held. */
const timedOf = ({ children, ...plain }: XesAttribute): OcelCaseObject['attributes'] => {
  const [time, ...others] = children ?? [];
  const isChange = time?.key === TIME_KEY && others.length === 0;
  const values = isChange || children === undefined ? ocelAttributeOf(plain) : [];
  return values.map((value) => ({ ...value, at: isChange ? time.value : OCEL_BEGINNING }));
};

const isFirstOfItsName = (
  { name, at }: OcelCaseObject['attributes'][number],
  index: number,
  all: OcelCaseObject['attributes'],
): boolean => all.findIndex((other) => other.name === name && other.at === at) === index;
