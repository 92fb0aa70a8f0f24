import { type Actor, CommandMessage, type QueryType } from '@hoso/contracts';
import type { Bus, SendCommand } from '@hoso/event-sourcing';
import { z } from 'zod';

/** The platform speaking for itself: policies' commands, and questions that services ask each other. */
export interface SystemVoice {
  readonly send: SendCommand;
  ask<Ask extends z.ZodObject, Answer extends z.ZodType>(
    query: QueryType<Ask, Answer>,
    question: z.input<Ask>,
  ): Promise<z.output<Answer>>;
}

const timeoutMs = 15_000;
const tokenLifeS = 3_600;

export function systemVoice(bus: Bus, mint: (actor: Actor, expiresInS: number) => Promise<string>): SystemVoice {
  let token: { readonly text: string; readonly until: number } | undefined;
  const spoken = async (): Promise<string> => {
    if (!token || token.until < Date.now()) {
      const text = await mint({ id: 'platform', role: 'system', unit: 'platform' }, tokenLifeS);
      token = { text, until: Date.now() + (tokenLifeS * 1_000) / 2 };
    }
    return token.text;
  };
  return {
    send: async (command, { commandId, causationId, correlationId, traceparent, occurredAt }) => {
      const message: z.input<typeof CommandMessage> = {
        type: command.type,
        commandId,
        id: command.dossierId ?? commandId,
        correlationId,
        causationId,
        occurredAt,
        data: z.record(z.string(), z.unknown()).parse(command.data),
      };
      const headers = { token: await spoken(), ...(traceparent === undefined ? {} : { traceparent }) };
      await bus.request(command.subject, { data: message, headers }, timeoutMs);
    },
    ask: async (query, question) => {
      const answer = await bus.request(
        query.subject,
        { data: query.ask.parse(question), headers: { token: await spoken() } },
        timeoutMs,
      );
      return query.answer.parse(answer);
    },
  };
}
