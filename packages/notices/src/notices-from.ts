import type { NotificationMeans } from '@hoso/contracts';
import { z } from 'zod';
import type { Messenger } from './messenger.ts';
import { senderOf, smtpMessenger } from './smtp-messenger.ts';
import { smsMessenger } from './sms-messenger.ts';
import { noNotices, type OpenNotices } from './no-notices.ts';
import { wordsOf } from './words-of.ts';

/** What a process that tells applicants is told. Nothing set: it tells them nothing. */
export const noticesSettings = z.object({
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'is not a URL that begins with smtp: or smtps:' })
    .optional()
    .describe('smtp://user:password@host:587, or smtps://…:465; left out: no e-mail is sent'),
  NOTICES_FROM: z
    .string()
    .refine(isSender, { error: 'is no sender of e-mail' })
    .optional()
    .describe('Whom e-mails come from, such as Một cửa Hạ Long <mot-cua@halong.example>; SMTP_URL needs it'),
  SMS_URL: z
    .url({ protocol: /^https?$/, error: 'is not a URL that begins with http: or https:' })
    .optional()
    .describe('Where text messages are handed over, see packages/notices; left out: none is sent'),
  SMS_TOKEN: z.string().min(1).optional().describe('The token of whoever carries text messages; SMS_URL needs it'),
  NOTICES_LETTERS: z
    .enum(['on', 'off'], 'is neither on nor off')
    .optional()
    .describe('on: a letter is made out where nothing else reaches the applicant; off, or left out: none'),
});
export type NoticesSettings = z.infer<typeof noticesSettings>;

/** Opens what the settings name. Throws where one of two that belong together is missing. */
export function noticesFrom(settings: NoticesSettings): OpenNotices {
  const messengers = messengersOf(settings);
  const means: readonly NotificationMeans[] = [
    ...messengers.map((messenger) => messenger.means),
    ...(settings.NOTICES_LETTERS === 'on' ? (['letter'] as const) : []),
  ];
  if (means.length === 0) return noNotices;
  return {
    means,
    words: wordsOf,
    send: async (by, message) => {
      const messenger = messengers.find((one) => one.means === by);
      // It was to be sent this way when that was still set: for now nobody is there.
      if (!messenger) return { outcome: 'failed', reason: 'unreachable', forGood: false };
      return await messenger.send(message);
    },
    close: () => {
      for (const messenger of messengers) messenger.close();
    },
  };
}

function messengersOf({ SMTP_URL, NOTICES_FROM, SMS_URL, SMS_TOKEN }: NoticesSettings): readonly Messenger[] {
  if (SMTP_URL !== undefined && NOTICES_FROM === undefined) throw new Error('SMTP_URL needs NOTICES_FROM');
  if (SMS_URL !== undefined && SMS_TOKEN === undefined) throw new Error('SMS_URL needs SMS_TOKEN');
  return [
    ...(SMTP_URL !== undefined && NOTICES_FROM !== undefined
      ? [smtpMessenger({ url: SMTP_URL, from: NOTICES_FROM })]
      : []),
    ...(SMS_URL !== undefined && SMS_TOKEN !== undefined ? [smsMessenger({ url: SMS_URL, token: SMS_TOKEN })] : []),
  ];
}

function isSender(from: string): boolean {
  try {
    senderOf(from);
    return true;
  } catch {
    return false;
  }
}
