import { signed, toleranceMs } from '@hoso/webhooks';
import { type Case, strangeSecret, type Tried } from './conformance-case.ts';
import { itemIn, newOrder, properly, put, type Said, type Sending } from './trial-order.ts';

export const orderCases: readonly Case[] = [
  {
    name: 'order-taken',
    vi: 'Nhận đơn và cấp số hiệu theo UPU S10',
    en: 'Takes an order and gives it a number by UPU S10',
    hold: async (tried) => {
      const order = newOrder(tried);
      itemIn(await put(tried, order), order);
      return undefined;
    },
  },
  {
    name: 'order-repeated',
    vi: 'Đơn gửi lại được trả lời như lần đầu',
    en: 'Answers an order that is sent again as the first time',
    hold: async (tried) => {
      const order = newOrder(tried);
      const first = itemIn(await put(tried, order), order);
      const again = await Promise.all([1, 2, 3].map(async () => itemIn(await put(tried, order), order)));
      const other = again.find((item) => item !== first);
      return other === undefined ? undefined : `the same order got ${first} and then ${other}`;
    },
  },
  {
    name: 'order-at-once',
    vi: 'Một đơn gửi nhiều lần cùng lúc là một đơn',
    en: 'Takes an order that comes several times at once for one',
    hold: async (tried) => {
      const order = newOrder(tried);
      const items = await Promise.all(Array.from({ length: 5 }, async () => itemIn(await put(tried, order), order)));
      return new Set(items).size === 1 ? undefined : `the same order got ${[...new Set(items)].join(', ')}`;
    },
  },
  {
    name: 'order-differs',
    vi: 'Từ chối (409) đơn cùng mã với nội dung khác',
    en: 'Refuses (409) another order under the same name',
    hold: async (tried) => {
      const order = newOrder(tried);
      itemIn(await put(tried, order), order);
      return expecting(409, await put(tried, { ...order, to: { ...order.to, name: 'Trần Văn Khác' } }));
    },
  },
  {
    name: 'numbers-differ',
    vi: 'Mỗi đơn một số hiệu',
    en: 'Gives each order a number of its own',
    hold: async (tried) => {
      const orders = [newOrder(tried), newOrder(tried)];
      const items = await Promise.all(orders.map(async (order) => itemIn(await put(tried, order), order)));
      return new Set(items).size === items.length ? undefined : `two orders got ${items[0]}`;
    },
  },
  refusing('signature-missing', 401, 'đơn không ký', 'an order without a signature', () => ({ sign: () => ({}) })),
  refusing('signature-forged', 401, 'đơn ký bằng khóa lạ', "an order signed with a stranger's key", () => ({
    sign: (body) => signed([strangeSecret], { id: 'conformance', body }, Date.now()),
  })),
  refusing(
    'signature-stale',
    401,
    'đơn ký quá 5 phút trước',
    'an order signed over five minutes ago',
    ({ secret }) => ({
      sign: (body) => signed([secret], { id: 'conformance', body }, Date.now() - toleranceMs - 5_000),
    }),
  ),
  refusing('body-changed', 401, 'đơn bị sửa sau khi ký', 'an order that was changed after it was signed', (tried) => ({
    sign: (body) => properly(tried, body.replace('ha-long-post', 'mong-cai-post')),
  })),
  {
    name: 'key-rotated',
    vi: 'Nhận đơn có nhiều chữ ký khi đổi khóa',
    en: 'Takes an order with several signatures while keys change',
    hold: async (tried) => {
      const order = newOrder(tried);
      const both = [strangeSecret, tried.secret];
      itemIn(
        await put(tried, order, { sign: (body) => signed(both, { id: `order-${order.order}`, body }, Date.now()) }),
        order,
      );
      return undefined;
    },
  },
  refusing('body-malformed', 400, 'nội dung không phải JSON', 'a body that is no JSON', () => ({ body: '{"order": ' })),
  refusing('body-incomplete', 400, 'đơn thiếu trường', 'an order without its fields', () => ({ body: '{}' })),
  refusing('name-differs', 400, 'mã đơn khác địa chỉ', 'an order under the address of another', ({ newId }) => ({
    name: `${newId()}-1`,
  })),
];

/** Everything as it must be but for one thing, which is refused. */
function refusing(name: string, status: number, vi: string, en: string, change: (tried: Tried) => Sending): Case {
  return {
    name,
    vi: `Từ chối (${status}) ${vi}`,
    en: `Refuses (${status}) ${en}`,
    hold: async (tried) => expecting(status, await put(tried, newOrder(tried), change(tried))),
  };
}

function expecting(wanted: number, { status, text }: Said): string | undefined {
  return status === wanted ? undefined : `answered ${status} instead of ${wanted}: ${text.slice(0, 200)}`;
}
