import type { Message, Sending } from '@hoso/contracts';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Messenger } from './messenger.ts';
import { failed, withinMs } from './sending.ts';
import { frames } from './templates.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, `smtps://…:465`. */
  readonly url: string;
  /** `Một cửa Hạ Long <mot-cua@halong.example>`, or the address alone. */
  readonly from: string;
  /** How long a message may take, from the connection to the last answer. */
  readonly timeoutMs?: number;
}

const timeoutMsDefault = 25_000;
const titleMax = 250;
const textMax = 100_000;

const Address = z.email().max(254);

/**
 * E-mail by SMTP. A message's `Message-ID` follows from its id, so that a mailbox, or whoever looks, can tell that one
 * which came twice is one.
 *
 * Decision: without TLS nothing goes to another machine, unless the URL says `requireTLS=false`. / Because names and
 * codes of dossiers are in it. / Instead of taking TLS where it is offered, which whoever is in between can withhold.
 */
export function smtpMessenger({ url, from, timeoutMs = timeoutMsDefault }: SmtpOptions): Messenger {
  const sender = senderOf(from);
  const transport = createTransport({
    ...withTls(url),
    ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs },
    // What is sent is text made here: nothing of it names a file or an address to read from.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  return {
    means: 'email',
    send: async (message) => {
      const mistake = mistakeIn(message);
      if (mistake) return mistake;
      const { id, to, text } = message;
      const messageId = `<${id}@${domainOf(sender.address)}>`;
      const mail = {
        ...{ from: sender, to: { name: '', address: to }, subject: text.title, messageId },
        text: `${[...text.paragraphs, `${frames.vi.footer}\n${frames.en.footer}`].join('\n\n')}\n`,
        // RFC 3834: out-of-office answers are kept back.
        headers: { 'Auto-Submitted': 'auto-generated' },
      };
      try {
        const { accepted } = await withinMs(timeoutMs, transport.sendMail(mail));
        return accepted.length > 0 ? { outcome: 'sent', reference: messageId } : failed('address', undefined, true);
      } catch (error) {
        return whatFailed(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Whether an address can be sent from. Throws where it cannot. */
export function senderOf(from: string): { readonly name: string; readonly address: string } {
  const [, name = '', address = from] = /^(.*?)\s*<([^<>]+)>$/.exec(from.trim()) ?? [];
  if (!Address.safeParse(address.trim()).success || /[<>@]/.test(name) || hasControls(from)) {
    throw new Error(`${JSON.stringify(from)} is no sender, such as "Một cửa <mot-cua@example.vn>"`);
  }
  return { name: name.replace(/^"(.*)"$/, '$1'), address: address.trim() };
}

/** Nothing is put into a header that could begin another one, and no address that is a list of them. */
function mistakeIn({ to, text }: Message): Sending | undefined {
  if (!Address.safeParse(to).success || hasControls(to)) return failed('address', undefined, true);
  const length = text.paragraphs.reduce((sum, paragraph) => sum + paragraph.length + 2, 0);
  const isTooLong = text.title.length > titleMax || length > textMax;
  return isTooLong || hasControls(text.title) ? failed('too-long', undefined, true) : undefined;
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function withTls(url: string): { readonly url: string; readonly requireTLS?: boolean } {
  const { hostname, protocol, searchParams } = new URL(url);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return isHere || protocol === 'smtps:' || searchParams.has('requireTLS') ? { url } : { url, requireTLS: true };
}

const SmtpError = z.object({ code: z.string().optional(), responseCode: z.number().optional() });

/** 5yz is for good (RFC 5321 §4.2.1), but for what is said of ourselves: that is to be put right here. */
function whatFailed(error: unknown): Sending {
  const { code, responseCode } = SmtpError.parse(error);
  const forGood = responseCode !== undefined && responseCode >= 500;
  if (code === 'EAUTH') return failed('not-admitted', responseCode, false);
  if (code === 'ETIMEDOUT') return failed('timed-out', responseCode, false);
  if (responseCode === undefined) return failed('unreachable', undefined, false);
  return failed(code === 'EENVELOPE' ? 'address' : 'refused', responseCode, forGood);
}
