import type { Handler, Message } from '@hoso/event-sourcing';
import { errorOf, type Failure, failureOf } from './failure.ts';

/**
 * A handler's answer as it crosses every bus: `{"data": …}`, `{}` for nothing, or `{"failure": …}`. `read` gives the
 * handler a message of its own; what that throws is a failure, too. Never rejects.
 */
export async function answerOf(handler: Handler, read: () => Message): Promise<string> {
  try {
    const data = JSON.stringify(await handler(read()));
    return data === undefined ? '{}' : `{"data":${data}}`;
  } catch (error) {
    return failureText(error);
  }
}

export function failureText(error: unknown): string {
  return JSON.stringify({ failure: failureOf(error) });
}

/** What whoever asked is given. Throws what the handler threw. */
export function given(answer: string): unknown {
  const read = parsed(answer);
  if (typeof read !== 'object' || read === null) throw new MalformedAnswer();
  if ('failure' in read) throw isFailure(read.failure) ? errorOf(read.failure) : new MalformedAnswer();
  return 'data' in read ? read.data : undefined;
}

/** Whoever answered speaks another language than this platform. */
class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
}

function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch (cause) {
    throw new MalformedAnswer('not JSON', { cause });
  }
}

function isFailure(failure: unknown): failure is Failure {
  if (typeof failure !== 'object' || failure === null) return false;
  return (
    'name' in failure &&
    typeof failure.name === 'string' &&
    'message' in failure &&
    typeof failure.message === 'string' &&
    'details' in failure &&
    typeof failure.details === 'object'
  );
}
