import { type Actor, type Grant, type QueryType, requireAdmitted } from '@hoso/contracts';
import type { z } from 'zod';
import type { Headers } from './command-endpoint.ts';
import type { ServiceParts } from './service-parts.ts';

/** Answers a message from the bus. */
export type Answerer = (message: unknown, headers: Headers) => Promise<unknown>;

/** Makes what answers a query: whoever asks is known and admitted, and the question read, before `answer` is asked. */
export type Answering<Asker = Actor> = <Ask extends z.ZodObject, Answer extends z.ZodType>(
  query: QueryType<Ask, Answer>,
  grant: Grant,
  answer: (ask: z.output<Ask>, actor: Asker) => Promise<z.output<Answer>>,
) => Answerer;

type Verifying = Pick<ServiceParts, 'verify'>;

export function answering({ verify }: Verifying): Answering {
  return (query, grant, answer) => async (message, headers) => {
    const actor = await verify(headers['token']);
    requireAdmitted(actor, grant);
    return answer(query.ask.parse(message), actor);
  };
}

/** The same where questions that are open to everybody may come without a token: then nobody is known to ask. */
export function answeringAnyone({ verify }: Verifying): Answering<Actor | undefined> {
  return (query, grant, answer) => async (message, headers) => {
    const token = headers['token'];
    const actor = token === undefined && grant.kind === 'open' ? undefined : await verify(token);
    if (actor) requireAdmitted(actor, grant);
    return answer(query.ask.parse(message), actor);
  };
}
