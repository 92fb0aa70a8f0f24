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

const marked = new WeakSet<z.core.$ZodType>();

/** Marks a field of an event as personal data: it is sealed with its dossier's key before it reaches the store. */
export function personal<Schema extends z.ZodType>(schema: Schema): z.ZodUnion<readonly [typeof Sealed, Schema]> {
  const field = z.union([Sealed, schema]);
  marked.add(field);
  return field;
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
 * in a kind of schema that no path leads into: it would be stored in the clear.
 */
export function personalPaths(schema: z.core.$ZodType): readonly PersonalPath[] {
  const found = walk(schema).map((path) => path.join('\u0000'));
  return [...new Set(found)].map((path) => (path === '' ? [] : path.split('\u0000')));
}

function walk(schema: z.core.$ZodType): readonly PersonalPath[] {
  if (isMarked(schema)) return [[]];
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, member]) => below(name, member));
  }
  if (schema instanceof z.ZodArray) return below('*', schema.element);
  if (schema instanceof z.ZodRecord) return below('*', schema.valueType);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => walk(option));
  if (schema instanceof z.ZodIntersection) return [...walk(schema.def.left), ...walk(schema.def.right)];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return walk(schema.def.innerType);
  }
  if (schema instanceof z.ZodReadonly || schema instanceof z.ZodNonOptional) return walk(schema.def.innerType);
  if (holdsMark(schema, new Set())) throw new Error(`personal data in a ${schema._zod.def.type} cannot be sealed`);
  return [];
}

function holdsMark(schema: z.core.$ZodType, seen: Set<z.core.$ZodType>): boolean {
  if (seen.has(schema)) return false;
  seen.add(schema);
  return isMarked(schema) || inside(schema).some((inner) => holdsMark(inner, seen));
}

/** The schemas that a schema is made of, whatever its kind. */
function inside(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape);
  if (schema instanceof z.ZodLazy) return [schema.unwrap()];
  return Object.values(schema._zod.def)
    .flat()
    .filter((part) => part instanceof z.core.$ZodType);
}

/** `describe`, `meta` and `refine` answer a copy that knows what it was copied from. */
function isMarked(schema: z.core.$ZodType): boolean {
  const { parent } = schema._zod;
  return marked.has(schema) || (parent !== undefined && isMarked(parent));
}

function below(name: string, schema: z.core.$ZodType): readonly PersonalPath[] {
  return walk(schema).map((path) => [name, ...path]);
}
