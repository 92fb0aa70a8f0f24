import { createHash } from 'node:crypto';
import { type Actor, FindShipments } from '@hoso/contracts';
import { type Api, clerk, head, officer, submission, until } from './api.ts';

export const postman: Actor = { id: 'postal-2201', role: 'postal', unit: 'ha-long-post' };
export const strangePostman: Actor = { id: 'postal-2301', role: 'postal', unit: 'mong-cai-post' };
/** A local time of a day of March 2022 in the province. */
export const on = (day: number, time: string): string => new Date(`2022-03-${day}T${time}:00+07:00`).toISOString();
const documents = ['application-form'];
export const collection = {
  item: 'RR123456785VN',
  place: 'home',
  procedure: submission.procedure,
  oneStop: submission.oneStop,
  applicant: { ...submission.applicant, address: 'Tổ 1, phường Bạch Đằng' },
  returnBy: 'post',
  documents,
  waybillSignedBy: { applicant: true },
};
const scan = {
  document: 'application-form',
  sha256: createHash('sha256').update('a scan').digest('hex'),
  bytes: 6,
  mediaType: 'application/pdf',
};

/** One dossier on its way, as those who handle it see it. */
export function journey(http: () => Api, id: string) {
  const command = (path: string, as: Actor, occurredAt: string, body: object = {}) =>
    http().command(`/dossiers/${id}/${path}`, { as, body: { ...body, occurredAt } });
  return {
    command,
    ask: (path: string, as: Actor, body: object) => http().send('POST', `/dossiers/${id}/${path}`, { as, body }),
    shipments: async (as: Actor, atLeast?: number) => {
      const question = atLeast === undefined ? '' : `?atLeast=${atLeast}`;
      const { body } = await http().send('GET', `/dossiers/${id}/shipments${question}`, { as });
      return FindShipments.answer.parse(body).items;
    },
    /** The counter and the agency do their part, from reception to result. */
    decide: async (day: number) => {
      await command('scans', clerk, on(day, '10:00'), scan);
      await command('reception', clerk, on(day, '10:30'));
      await command('transfer', clerk, on(day, '11:00'), { agency: 'ha-long-office' });
      await until('opened', async () => {
        const body = { step: 'verify', occurredAt: on(day, '14:00') };
        const { status } = await http().send('POST', `/dossiers/${id}/steps`, { as: officer, body });
        return status === 404 ? undefined : status;
      });
      await command('result', head, on(day, '15:00'), { document: 'Giấy chứng nhận' });
      return await until('arranged', async () => {
        const arranged = (await http().dossier(id, clerk)).status === 'finished';
        const { body } = await http().send('GET', `/dossiers/${id}/shipments`, { as: clerk });
        const last = FindShipments.answer.parse(body).items.at(-1);
        return arranged && last?.status === 'arranged' ? last : undefined;
      });
    },
    submitted: () =>
      until('submitted', async () => {
        const { status } = await http().send('GET', `/dossiers/${id}`, { as: clerk });
        return status === 200 ? await http().dossier(id, clerk) : undefined;
      }),
    returned: () =>
      until('returned', async () => {
        const dossier = await http().dossier(id, clerk);
        return dossier.status === 'returned' ? dossier : undefined;
      }),
  };
}
