import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message as a server of SMTP took it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Its bytes, header and body. */
  readonly raw: string;
}

export interface MailServer {
  readonly url: string;
  readonly taken: readonly TakenMail[];
  close(): Promise<void>;
}

/** How a server refuses: the code of SMTP, its words. */
export function refusal(code: number, words = 'no'): Error {
  return Object.assign(new Error(words), { responseCode: code });
}

/** A real server of SMTP on a free port, which keeps what it takes. */
export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 100 },
    onData: (stream, { envelope }, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        taken.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces).toString('utf8'),
        });
        done();
      });
    },
    ...options,
  });
  // Whoever goes in the middle of a word is nobody's fault here.
  server.on('error', () => undefined);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens at a port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    close: () => new Promise((closed) => server.close(closed)),
  };
}

/** The value of a header, its continuation lines joined and its encoded words read (RFC 2047). */
export function headerOf(raw: string, name: string): string | undefined {
  const [head = ''] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line === undefined ? undefined : decoded(line.slice(name.length + 1).trim());
}

/** The text of a message of one part. */
export function textOf(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
  const encoding = headerOf(raw, 'Content-Transfer-Encoding')?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? quoted(body.replaceAll(/=\r\n/g, '')) : body;
}

function decoded(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, said: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(said, 'base64').toString('utf8') : quoted(said.replaceAll('_', ' ')),
    );
}

function quoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
