import { Sealed } from '@hoso/event-sourcing';
import { z } from 'zod';

/** A JSON Schema of draft 7, as AsyncAPI takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;
export type JsonSchemasByName = Readonly<Record<string, JsonSchema>>;

/** How a schema is read: as what is sent in, as what comes out, or as what the store holds. */
export type Reading = 'input' | 'output' | 'stored';

export interface JsonSchemas {
  /** By the names that were asked for. */
  readonly asked: JsonSchemasByName;
  /** What these refer to: schemas with an id, to stand under `#/components/schemas/`. */
  readonly shared: JsonSchemasByName;
}

const ByName = z.record(z.string(), z.record(z.string(), z.unknown()));
const Made = z.object({ properties: ByName, definitions: ByName.default({}) });

/** JSON schemas of these schemas. */
export function jsonSchemas(schemas: Readonly<Record<string, z.ZodType>>, reading: Reading): JsonSchemas {
  const made = z.toJSONSchema(z.object(schemas), {
    target: 'draft-7',
    io: reading === 'input' ? 'input' : 'output',
    ...(reading === 'stored' ? { override: onlySealed } : {}),
  });
  const placed = JSON.stringify(made).replaceAll('"#/definitions/', '"#/components/schemas/');
  const { properties, definitions } = Made.parse(JSON.parse(placed));
  return { asked: properties, shared: definitions };
}

/** All shared schemas together. Throws where one id stands for two: what refers to it could not say which it means. */
export function together(all: readonly JsonSchemas[]): JsonSchemasByName {
  const byId = new Map<string, JsonSchema>();
  for (const [id, schema] of all.flatMap(({ shared }) => Object.entries(shared))) {
    const known = byId.get(id) ?? schema;
    if (JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two JSON schemas share the id ${id}`);
    byId.set(id, schema);
  }
  return Object.fromEntries(byId);
}

interface Overridden {
  readonly zodSchema: z.core.$ZodType;
  readonly jsonSchema: z.core.JSONSchema.BaseSchema;
}

/** In the store every personal field is sealed; which value it had before is nobody's to see there. */
function onlySealed({ zodSchema, jsonSchema }: Overridden): void {
  if (!(zodSchema instanceof z.core.$ZodUnion)) return;
  const sealed = jsonSchema.anyOf?.[zodSchema._zod.def.options.indexOf(Sealed)];
  if (sealed === undefined) return;
  delete jsonSchema.anyOf;
  jsonSchema.allOf = [sealed];
  jsonSchema.description = 'Dữ liệu cá nhân đã niêm phong. Personal data, sealed with the key of its dossier';
}
