import { createServer } from 'node:http';
import { type MailServer, mailServer, refusal } from '../../packages/notices/test/mail-server.ts';

/** A text message as its carrier got it, under which key. */
export interface PostedText {
  readonly key: string;
  readonly body: unknown;
}

/** The servers outside by which applicants are told. */
export interface Outside {
  readonly mail: MailServer;
  readonly texts: readonly PostedText[];
  /** What a platform is told of them. */
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A real server of mail, at which `nobody@…` has no mailbox, and a carrier of text messages over HTTP. */
export async function startOutside(): Promise<Outside> {
  const mail = await mailServer({
    onRcptTo: ({ address }, _, done) => done(address.startsWith('nobody@') ? refusal(550) : undefined),
  });
  const texts: PostedText[] = [];
  const carrier = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    texts.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(Buffer.concat(pieces).toString()) });
    response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `sms-${texts.length}` }));
  });
  await new Promise<void>((listening) => {
    carrier.listen(0, '127.0.0.1', listening);
  });
  const address = carrier.address();
  if (address === null || typeof address === 'string') throw new Error('it listens at a port');
  return {
    ...{ mail, texts },
    settings: {
      ...{ SMTP_URL: mail.url, NOTICES_FROM: 'Một cửa Hạ Long <mot-cua@halong.example>' },
      ...{ SMS_URL: `http://127.0.0.1:${address.port}/messages`, SMS_TOKEN: 'secret', NOTICES_LETTERS: 'on' },
    },
    close: async () => {
      carrier.closeAllConnections();
      await Promise.all([mail.close(), new Promise((closed) => carrier.close(closed))]);
    },
  };
}
