import type { Message } from '@hoso/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { headerOf, type MailServer, mailServer, refusal, textOf } from '../test/mail-server.ts';
import { senderOf, smtpMessenger } from './smtp-messenger.ts';
import { wordsOf } from './words-of.ts';

const id = '0190b8a2-7c00-8000-8000-000000000361';
const text = wordsOf({
  topic: 'received',
  language: 'vi',
  facts: {
    ...{ applicant: 'Nguyễn Thị Hoa', code: '000.00.21.H49-220315-0001', procedure: 'Xác nhận hôn nhân' },
    ...{ oneStop: 'Một cửa Hạ Long', dueAt: '2022-03-18T10:00:00.000Z' },
  },
});
const message: Message = { id, to: 'hoa@example.vn', text };
const from = 'Một cửa Hạ Long <mot-cua@halong.example>';

const servers: MailServer[] = [];
async function server(options?: SMTPServerOptions): Promise<MailServer> {
  const one = await mailServer(options);
  servers.push(one);
  return one;
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
});
const sent = (url: string, one: Message = message, timeoutMs?: number) =>
  smtpMessenger({ url, from, ...(timeoutMs === undefined ? {} : { timeoutMs }) }).send(one);

describe('An e-mail', () => {
  it('arrives at a server of SMTP as it was written', async () => {
    const { url, taken } = await server();
    expect(await sent(url)).toEqual({ outcome: 'sent', reference: `<${id}@halong.example>` });
    const [{ raw = '', ...envelope } = { raw: '' }] = taken;
    expect(envelope).toEqual({ from: 'mot-cua@halong.example', to: ['hoa@example.vn'] });
    expect(headerOf(raw, 'Subject')).toBe('Hồ sơ 000.00.21.H49-220315-0001 đã được tiếp nhận');
    expect(headerOf(raw, 'From')).toBe(from);
    expect(headerOf(raw, 'Auto-Submitted')).toBe('auto-generated');
    expect(textOf(raw)).toContain('Kính gửi Ông/Bà Nguyễn Thị Hoa,');
    expect(textOf(raw)).toContain('Hẹn trả kết quả: 17:00 18/03/2022.');
  });

  it('that is sent twice is told to be one, by its Message-ID', async () => {
    const { url, taken } = await server();
    await sent(url);
    await sent(url);
    expect(taken.map(({ raw }) => headerOf(raw, 'Message-ID'))).toEqual(Array(2).fill(`<${id}@halong.example>`));
  });

  it.each([
    'hoa@example.vn\r\nBcc: all@example.vn',
    'hoa@example.vn, all@example.vn',
    'Hoa <hoa@example.vn>',
    'hoa@example.vn\n',
    '',
  ])('goes to nobody called %j', async (to) => {
    const { url, taken } = await server();
    expect(await sent(url, { ...message, to })).toEqual({ outcome: 'failed', reason: 'address', forGood: true });
    expect(taken).toEqual([]);
  });

  it.each(['Hồ sơ\r\nBcc: all@example.vn', 'Hồ sơ\n\nNội dung khác', 'a'.repeat(251)])(
    'is not sent under the title %j',
    async (title) => {
      const { url, taken } = await server();
      const answer = await sent(url, { ...message, text: { ...text, title } });
      expect(answer).toEqual({ outcome: 'failed', reason: 'too-long', forGood: true });
      expect(taken).toEqual([]);
    },
  );

  it('too long for a mailbox is not sent', async () => {
    const { url } = await server();
    const long = { ...message, text: { ...text, paragraphs: Array<string>(60).fill('á'.repeat(2_000)) } };
    expect(await sent(url, long)).toEqual({ outcome: 'failed', reason: 'too-long', forGood: true });
  });

  it.each<readonly [number, object]>([
    [550, { reason: 'address', status: 550, forGood: true }],
    [450, { reason: 'address', status: 450, forGood: false }],
  ])('whose recipient is answered with %i fails', async (code, failure) => {
    const { url } = await server({ onRcptTo: (_, __, done) => done(refusal(code)) });
    expect(await sent(url)).toEqual({ outcome: 'failed', ...failure });
  });

  it.each<readonly [number, object]>([
    [554, { reason: 'refused', status: 554, forGood: true }],
    [451, { reason: 'refused', status: 451, forGood: false }],
  ])('whose content is answered with %i fails', async (code, failure) => {
    const { url } = await server({
      onData: (stream, _, done) => {
        stream.resume().on('end', () => done(refusal(code)));
      },
    });
    expect(await sent(url)).toEqual({ outcome: 'failed', ...failure });
  });

  it('waits for whoever sets a password right', async () => {
    const { url } = await server({ authOptional: false, onAuth: (_, __, done) => done(refusal(535)) });
    const known = url.replace('smtp://', 'smtp://hoso:wrong@');
    expect(await sent(known)).toEqual({ outcome: 'failed', reason: 'not-admitted', status: 535, forGood: false });
  });

  it('is tried again where nobody listens, or nobody answers', async () => {
    const { url, close } = await server();
    await close();
    servers.splice(0);
    expect(await sent(url)).toEqual({ outcome: 'failed', reason: 'unreachable', forGood: false });
    const silent = await server({ onConnect: () => undefined });
    expect(await sent(silent.url, message, 300)).toEqual({ outcome: 'failed', reason: 'timed-out', forGood: false });
  });

  it('goes to another machine under TLS alone', async () => {
    const { url, taken } = await server();
    const elsewhere = url.replace('127.0.0.1', '127.0.0.2');
    expect(await sent(elsewhere, message, 2_000)).toMatchObject({ outcome: 'failed', forGood: false });
    expect(taken).toEqual([]);
  });
});

describe('The sender of e-mail', () => {
  it.each([
    [from, { name: 'Một cửa Hạ Long', address: 'mot-cua@halong.example' }],
    ['"Một cửa" <a@b.example>', { name: 'Một cửa', address: 'a@b.example' }],
    ['a@b.example', { name: '', address: 'a@b.example' }],
  ])('is read from %j', (given, sender) => expect(senderOf(given)).toEqual(sender));
  it.each(['nobody', 'A <a@b.example>\r\nBcc: c@d.example', '<>', 'A <a@b.example>, C <c@d.example>'])(
    'is not %j',
    (given) => expect(() => senderOf(given)).toThrow('is no sender'),
  );
});
