import { type Context, context, type Span, SpanStatusCode } from '@opentelemetry/api';
import { isDomainError } from '@hoso/event-sourcing';

/**
 * What came of a command or question: a few words, never a message. Messages quote what people entered, and a refusal's
 * parameters may; its code is one of the contract's.
 */
export interface Outcome {
  readonly outcome: 'refused' | 'invalid' | 'unauthorised' | 'unavailable' | 'failed';
  /** The refusal's code, or the error's name. */
  readonly type: string;
}

const nameForm = /^[A-Z][A-Za-z0-9]{0,63}$/;
const outcomes: ReadonlyMap<string, Outcome['outcome']> = new Map([
  ['InvalidInput', 'invalid'],
  ['Unauthorised', 'unauthorised'],
  ['Unavailable', 'unavailable'],
  ['NoResponder', 'unavailable'],
  ['StoreUnavailable', 'unavailable'],
  ['TooManyConflicts', 'unavailable'],
]);

export function outcomeOf(error: unknown): Outcome {
  if (isDomainError(error)) return { outcome: 'refused', type: named(String(error.code)) };
  const name = Error.isError(error) ? named(error.name) : 'Unknown';
  return { outcome: outcomes.get(name) ?? 'failed', type: name };
}

/**
 * Runs work as a span, within its context; it ends with the work. A refusal is an outcome like others; anything else
 * thrown is an error.
 */
export async function asSpan<Answer>(span: Span, within: Context, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await context.with(within, work);
  } catch (error) {
    markFailed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

export function markFailed(span: Span, error: unknown): void {
  const { outcome, type } = outcomeOf(error);
  span.setAttributes({ 'hoso.outcome': outcome, 'error.type': type });
  if (outcome === 'failed' || outcome === 'unavailable') span.setStatus({ code: SpanStatusCode.ERROR });
}

/** A name out of our own code; anything else might be somebody's words. */
function named(name: string): string {
  return nameForm.test(name) ? name : 'Unknown';
}
