import { randomUUID } from 'node:crypto';
import {
  type CounterList,
  counterLists,
  DossierId,
  type ListReport,
  listedMax,
  Receipt,
  refusals,
  Uuid,
} from '@hoso/contracts';
import { uuidV8 } from '@hoso/event-sourcing';
import { edgeFaultOf, faultLine, type Language, languageOf, problemOf, reportToLog } from '@hoso/nest';
import { Controller, Inject, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AnswerRoute, admit, answerOf, bodyOf, type EdgeRequest } from './answer-route.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';

/** Items that are on their way at once. */
const itemsAtOnce = 10;

/** The schema of a list's body: a dossier and the body of its command, for each. */
export function listBodyOf({ each }: CounterList): z.ZodObject {
  const item = z.strictObject({ dossier: DossierId, ...bodyOf(each).shape });
  return z.strictObject({ items: z.array(item).min(1).max(listedMax) });
}

const Listed = z.object({ items: z.array(z.looseObject({ dossier: DossierId })) });
const ListHeaders = z.object({ 'Command-Id': Uuid.optional() });

/**
 * Lists of counters. Every item is a command of its own, sent on as if it had come alone; its id derives from the
 * list's, so that a list may be sent again.
 *
 * Decision: the edge takes a list apart. / Because each item is then checked, refused and recorded the same way as any
 * command. / Instead of commands over many streams, which succeed or fail together.
 */
export function listController(): Type {
  @Controller()
  class ListController {
    constructor(@Inject(gatewayParts) readonly parts: GatewayParts) {}
  }
  for (const list of counterLists) {
    const Body = listBodyOf(list);
    const answerItem = answerOf(list.each);
    const answer = async function (
      this: ListController,
      request: FastifyRequest,
      reply: FastifyReply,
    ): Promise<ListReport> {
      await admit(this.parts, list.each.access, request.headers);
      const { items } = Listed.parse(Body.parse(request.body ?? {}));
      const { 'Command-Id': listId = randomUUID() } = ListHeaders.parse({
        'Command-Id': request.headers['command-id'],
      });
      reply.code(200).header('command-id', listId);
      return await report(this.parts, answerItem, items, listId, request.headers);
    };
    const descriptor: PropertyDescriptor = { value: answer, writable: true, configurable: true };
    Object.defineProperty(ListController.prototype, list.name, descriptor);
    Post(list.path)(ListController.prototype, list.name, descriptor);
    Req()(ListController.prototype, list.name, 0);
    Res({ passthrough: true })(ListController.prototype, list.name, 1);
  }
  return ListController;
}

type Item = z.output<typeof Listed>['items'][number];

async function report(
  parts: GatewayParts,
  answerItem: AnswerRoute,
  items: readonly Item[],
  listId: string,
  headers: EdgeRequest['headers'],
): Promise<ListReport> {
  const { 'if-match': _, ...travelling } = headers;
  const language = languageOf(String(headers['accept-language'] ?? ''));
  const told: ListReport['items'] = [];
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    const asked = items.slice(from, from + itemsAtOnce).map(async ({ dossier, ...body }, index) => {
      const commandId = uuidV8('list', listId, from + index);
      const request = { params: { id: dossier }, query: {}, body, headers: { ...travelling, 'command-id': commandId } };
      return await outcome(dossier, language, () => answerItem(parts, request));
    });
    told.push(...(await Promise.all(asked)));
  }
  return { done: told.filter(({ receipt }) => receipt !== undefined).length, items: told };
}

async function outcome(
  dossier: string,
  language: Language,
  answer: () => ReturnType<AnswerRoute>,
): Promise<ListReport['items'][number]> {
  try {
    return { dossier, receipt: Receipt.parse((await answer()).body) };
  } catch (error) {
    const fault = edgeFaultOf(error);
    const known = Error.isError(error) && error.name === 'Internal';
    if (fault.name === 'Internal' && !known) reportToLog(faultLine(error, String(fault.params['reference'])));
    return { dossier, problem: { ...problemOf(fault, language, refusals) } };
  }
}
