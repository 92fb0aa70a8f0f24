import { setTimeout as pause } from 'node:timers/promises';
import { CarrierMessage } from '@hoso/contracts';
import type { Case, Tried } from './conformance-case.ts';
import type { Received } from './message-receiver.ts';
import { itemIn, newOrder, put } from './trial-order.ts';

const lookEveryMs = 50;

export const messageCases: readonly Case[] = [
  {
    name: 'message-signed',
    vi: 'Tin định vị được ký đúng, trên đúng nội dung gửi',
    en: 'Signs what it tells, over the very bytes that it sends',
    hold: async (tried) => {
      const told = await toldOf(tried, (all) => all.length > 0);
      const first = told.find(({ fault }) => fault !== undefined);
      return first === undefined ? undefined : `${first.id || 'a message'}: ${first.fault}`;
    },
  },
  {
    name: 'message-form',
    vi: 'Tin định vị đúng mẫu',
    en: 'Tells in the form of the interface',
    hold: async (tried) => {
      for (const { id, body } of await toldOf(tried, (all) => all.length > 0)) {
        const read = CarrierMessage.safeParse(jsonOf(body));
        if (read.success) continue;
        return `${id}: ${read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`;
      }
      return undefined;
    },
  },
  {
    name: 'message-again',
    vi: 'Gửi lại tin chưa được nhận, cùng mã và cùng nội dung',
    en: 'Sends again what was not taken, under the same id and with the same body',
    hold: async (tried) => {
      tried.receiver.turnAway(true);
      try {
        const told = await toldOf(tried, (all) => all.some((one) => one.answer === 200));
        const turned = told.filter(({ answer }) => answer === 503);
        const again = turned.filter(({ id }) => told.some((one) => one.id === id && one.answer === 200));
        if (again.length === 0) return 'nothing that was answered 503 came again';
        const changed = again.find(({ id, body }) => told.some((one) => one.id === id && one.body !== body));
        return changed === undefined ? undefined : `${changed.id} came again with another body`;
      } finally {
        tried.receiver.turnAway(false);
      }
    },
  },
  {
    name: 'message-end',
    vi: 'Báo đến khi phát, chuyển hoàn hoặc mất',
    en: 'Tells to the end: delivered, returned or lost',
    hold: async (tried) => {
      await toldOf(tried, (all) => all.some(({ body }) => ends.includes(statusIn(body))));
      return undefined;
    },
  },
];

const ends = ['delivered', 'returned', 'lost'];

/** What the carrier tells of a new order, once it is enough; throws where that does not come in time. */
async function toldOf(tried: Tried, isEnough: (told: readonly Received[]) => boolean): Promise<readonly Received[]> {
  const order = newOrder(tried);
  const item = itemIn(await put(tried, order), order);
  const deadline = Date.now() + tried.patienceMs;
  for (;;) {
    const told = tried.receiver.received.filter(({ body }) => body.includes(item));
    if (isEnough(told)) return told;
    if (Date.now() > deadline) {
      const statuses = told.map(({ body, answer }) => `${statusIn(body)} (${answer})`).join(', ');
      const heard = statuses === '' ? 'nothing' : statuses;
      throw new Error(`of ${item} it told ${heard} within ${tried.patienceMs / 1_000} s`);
    }
    await pause(lookEveryMs);
  }
}

function statusIn(body: string): string {
  const read = CarrierMessage.safeParse(jsonOf(body));
  return read.success ? read.data.data.status : 'something unreadable';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
