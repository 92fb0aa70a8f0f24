import { z } from 'zod';

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);

/** A personal value under its dossier's key: AES-256-GCM, key id, initialisation vector, cipher text, tag (base64). */
export const Sealed = z
  .strictObject({ kid: z.string().min(1).max(80), iv: base64, ct: base64, tag: base64 })
  .meta({ id: 'Sealed' });
export type Sealed = z.infer<typeof Sealed>;

/**
 * A personal field as events hold it: plain before it is stored and once opened, sealed in the store and after its key
 * is gone.
 */
export type Personal<T> = T | Sealed;

/** Marks a field of an event as personal data: it is sealed with its dossier's key before it reaches the store. */
export function personal<Schema extends z.ZodType>(schema: Schema): z.ZodUnion<readonly [typeof Sealed, Schema]> {
  return z.union([Sealed, schema]);
}

export function isSealed(value: unknown): value is Sealed {
  return (
    typeof value === 'object' && value !== null && 'kid' in value && 'ct' in value && 'tag' in value && 'iv' in value
  );
}

/** The members on the way to a personal field; `*` is every element of an array or member of a record. */
export type PersonalPath = readonly string[];

/**
 * Where a schema says that personal data lies. Unions of objects contribute each member's paths. Throws where it lies
 * in a place that no path leads into: it would be stored in the clear.
 */
export function personalPaths(schema: z.core.$ZodType): readonly PersonalPath[] {
  const found = walk(schema, []).map((path) => path.join('\u0000'));
  return [...new Set(found)].map((path) => (path === '' ? [] : path.split('\u0000')));
}

type Schemas = readonly z.core.$ZodType[];

/** `above`: the schemas on the way here, by which one that holds itself is known. */
function walk(schema: z.core.$ZodType, above: Schemas): readonly PersonalPath[] {
  if (isMarked(schema)) return [[]];
  const way = [...above, schema];
  const below = (name: string, inner: z.core.$ZodType) => walk(inner, way).map((path) => [name, ...path]);
  const { checks = [] } = schema._zod.def;
  refuseMark('check', checks.flatMap(schemasIn));
  // However deep it holds itself, no path of one length leads there.
  if (above.includes(schema)) return refuseMark('schema that holds itself', [schema]);
  if (schema instanceof z.core.$ZodObject) {
    const { shape, catchall } = schema._zod.def;
    // A path to every member would seal the declared ones with them.
    refuseMark('catchall', schemasIn(catchall));
    return Object.entries(shape).flatMap(([name, member]) => below(name, member));
  }
  if (schema instanceof z.core.$ZodArray) return below('*', schema._zod.def.element);
  if (schema instanceof z.core.$ZodRecord) {
    refuseMark('name of a record', [schema._zod.def.keyType]);
    return below('*', schema._zod.def.valueType);
  }
  const through = passedThrough(schema);
  return through ? through.flatMap((inner) => walk(inner, way)) : refuseMark(schema._zod.def.type, [schema]);
}

/** What a schema hands its whole value to; nothing for one whose value is not its parts' own. */
function passedThrough(schema: z.core.$ZodType): Schemas | undefined {
  if (schema instanceof z.core.$ZodUnion) return schema._zod.def.options;
  if (schema instanceof z.core.$ZodIntersection) return [schema._zod.def.left, schema._zod.def.right];
  if (schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodNullable) {
    return [schema._zod.def.innerType];
  }
  if (schema instanceof z.core.$ZodDefault || schema instanceof z.core.$ZodReadonly) return [schema._zod.def.innerType];
  return schema instanceof z.core.$ZodNonOptional ? [schema._zod.def.innerType] : undefined;
}

function refuseMark(place: string, schemas: Schemas): readonly PersonalPath[] {
  const seen = new Set<z.core.$ZodType>();
  if (schemas.some((schema) => holdsMark(schema, seen))) {
    throw new Error(`personal data in a ${place} cannot be sealed`);
  }
  return [];
}

function holdsMark(schema: z.core.$ZodType, seen: Set<z.core.$ZodType>): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  if (isMarked(schema)) return true;
  const { def } = schema._zod;
  const inside = schema instanceof z.core.$ZodLazy ? [schema._zod.def.getter()] : Object.values(def).flatMap(schemasIn);
  return inside.some((inner) => holdsMark(inner, seen));
}

/** The schemas in a part of a definition, whatever it is: a schema, a list or a shape of them, a check. */
function schemasIn(part: unknown): Schemas {
  if (part instanceof z.core.$ZodType) return [part];
  if (part instanceof z.core.$ZodCheck) return Object.values(part._zod.def).flatMap(schemasIn);
  if (Array.isArray(part)) return part.flatMap(schemasIn);
  const isShape = typeof part === 'object' && part !== null && Object.getPrototypeOf(part) === Object.prototype;
  return isShape ? Object.values(part).filter((inner) => inner instanceof z.core.$ZodType) : [];
}

/** `describe`, `meta`, `refine` and `clone` answer copies: what they are made of tells them. */
function isMarked(schema: z.core.$ZodType): boolean {
  return schema instanceof z.core.$ZodUnion && schema._zod.def.options.includes(Sealed);
}
