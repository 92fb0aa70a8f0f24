import { randomUUID } from 'node:crypto';
import { isDomainError, LogDamaged, type RefusalParams } from '@hoso/event-sourcing';
import { z } from 'zod';
import { InvalidField, invalidFieldsOf } from '@hoso/contracts';
import type { edgeRefusals } from './edge-refusals.ts';

/**
 * `DomainError`: refused for good. `InvalidInput`, `Unauthorised`: the request is wrong. `Unavailable`: try again.
 * `Internal`: our fault.
 */
export const faultNames = ['DomainError', 'InvalidInput', 'Unauthorised', 'Unavailable', 'Internal'] as const;
export type FaultName = (typeof faultNames)[number];

/**
 * The one form in which anything thrown crosses the bus and reaches the edge: name, code and params, no message, stack
 * or cause. A refusal of the domain stays a `DomainError`, recognised by its name. `InvalidInput` holds its fields as
 * JSON in `params.fields`, `Internal` in `params.reference` what the log calls it by.
 */
export class Fault extends Error {
  constructor(
    override readonly name: FaultName,
    readonly code: string,
    readonly params: RefusalParams = {},
  ) {
    super(code);
  }
}

/** What of an error others may know. */
export function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (isDomainError(error)) return new Fault('DomainError', error.code, error.params);
  if (error instanceof z.core.$ZodError) return invalidInput(invalidFieldsOf(error));
  const crossed = Crossed.safeParse(error);
  if (crossed.success) return new Fault(crossed.data.name, crossed.data.code, crossed.data.params);
  if (error instanceof LogDamaged) {
    const { log, from, to } = error;
    return new Fault('Internal', 'LogDamaged', { ...(log === undefined ? {} : { log }), from, to });
  }
  const name = Error.isError(error) ? error.name : '';
  if (unavailable.has(name)) return new Fault('Unavailable', name);
  return new Fault('Internal', aboutSettings.get(name) ?? 'Internal', { reference: randomUUID() });
}

/** Input that is refused before the domain sees it. */
export function invalidInput(fields: readonly InvalidField[]): Fault {
  return new Fault('InvalidInput', 'InvalidInput', { fields: JSON.stringify(fields) });
}

/** The fields that an `InvalidInput` names; none for any other fault. */
export function fieldsOf({ params }: Fault): readonly InvalidField[] {
  const fields = params['fields'];
  if (typeof fields !== 'string') return [];
  const read = Fields.safeParse(JSON.parse(fields));
  return read.success ? read.data : [];
}

/**
 * A line for the operator's log about an error that nobody expected: names, codes and places in the code of it and its
 * causes. Messages are left out, since they may quote what people entered, but for those about settings.
 */
export function faultLine(error: unknown, reference: string): string {
  const lines = [`fault ${reference}`];
  for (let at = error, depth = 0; at !== undefined && depth < causesMax; depth++) {
    if (!Error.isError(at)) {
      lines.push(`${depth === 0 ? '' : 'because of '}a thrown ${typeof at}`);
      break;
    }
    const code = 'code' in at ? ` ${String(at.code)}` : '';
    const said = aboutSettings.has(at.name) ? `: ${at.message}` : '';
    lines.push(`${depth === 0 ? '' : 'because of '}${at.name}${code}${said}`, ...framesOf(at));
    at = at.cause;
  }
  return lines.join('\n');
}

const causesMax = 5;
const framesMax = 12;
/** Errors of ports that pass by themselves: nothing was decided, or it is safe to ask again. */
const unavailable = new Set(['NoResponder', 'TooManyConflicts', 'StoreUnavailable']);
/**
 * Errors of ports about how the platform is set up, and what they are called at the edge. Their messages name a setting
 * and the remedy, never a password or what people entered: operators are told them.
 */
const aboutSettings: ReadonlyMap<string, keyof typeof edgeRefusals> = new Map([
  ...(['BusUnusable', 'MalformedAnswer', 'MalformedRequest', 'AnswerTooLarge', 'BlobDamaged'] as const).map(
    (name) => [name, name] as const,
  ),
  ['BlobsUrlError', 'BlobsUnusable'],
]);
const Fields = z.array(InvalidField);
const Crossed = z.object({
  name: z.enum(faultNames),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

function framesOf({ stack = '', message }: Error): readonly string[] {
  // A message may hold lines that look like frames.
  const start = message === '' ? 0 : stack.indexOf(message) + message.length;
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, framesMax);
}
