import { z } from 'zod';
import { kurrentDbSchemes, masterKeyRemedy, postgresSchemes } from './adapters.ts';
import { fileSetting, urlSetting } from './settings.ts';

const PublicJwk = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });

/** Where a process answers: its health, the gateway everything. */
export const listenSettings = z.object({
  PORT: z.coerce
    .number('is not a port')
    .int('is not a port')
    .min(0, 'is not a port')
    .max(65_535, 'is not a port')
    .default(0)
    .describe('A number up to 65535; 0, or left out: any port that is free'),
  LOG_FORMAT: z
    .enum(['text', 'json'], 'is not a form of a log')
    .default('text')
    .describe('json: lines of JSON with the ids of traces; text, or left out: words for people'),
  HOST: z.string().default('127.0.0.1').describe('The address to listen at; 0.0.0.0: all'),
});

/** What a process is told that takes files in, or reads them. */
export const blobsSettings = z.object({
  BLOBS_URL: urlSetting(
    ['file', 's3'],
    'Set it to file:///<folder that gateway, registry and audit share>, or s3://<bucket>',
  ),
});

/** What every process is told. */
export const processSettings = listenSettings.extend({
  BUS_URL: urlSetting(['nats', 'tls'], 'Set it to nats://user:password@host:4222'),
  /** The half of the platform's key that tells its tokens, as JSON: of `token.pub`, which `hoso ops keys` writes. */
  TOKEN_PUBLIC_KEY: z
    .string()
    .transform((text, context) => {
      const read = PublicJwk.safeParse(jsonOf(text));
      if (read.success) return read.data;
      context.addIssue({ code: 'custom', message: 'is not the public key of a platform' });
      return z.NEVER;
    })
    .describe('Set TOKEN_PUBLIC_KEY_FILE to the token.pub that `hoso ops keys` writes'),
});

/** What a process that works on the log is told beside. */
export const logSettings = z.object({
  EVENT_STORE_URL: urlSetting(
    [...postgresSchemes, ...kurrentDbSchemes],
    'Set it to postgres://user:password@host:5432/database, or kurrentdb://user:password@host:2113',
  ),
  LOG: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,24}$/, 'is not the name of a log')
    .default('main')
    .describe('Small letters, digits and hyphens; main by default'),
});
export type LogSettings = z.infer<typeof logSettings>;

/** What a service is told beside. */
export const serviceSettings = processSettings.extend(logSettings.shape).extend({
  VIEWS_URL: urlSetting(
    ['mongodb', 'mongodb+srv', 'sqlite'],
    'Set it to mongodb://user:password@host:27017/database, or sqlite:<folder of this process>',
  ),
  KEYS_URL: urlSetting(
    [...postgresSchemes, 'sqlite'],
    'Set it to postgres://user:password@host:5432/database, not the database of the events',
  ),
  MASTER_KEY_FILE: z.string().optional().describe(masterKeyRemedy),
  /** A token of the platform's own, by which services speak to each other. */
  SERVICE_TOKEN_FILE: fileSetting('Name the file service.token that `hoso ops keys` writes'),
});
export type ServiceSettings = z.infer<typeof serviceSettings>;

/** The same, read: what a process that was told more may be taken for. */
export const readServiceSettings = serviceSettings.extend({ TOKEN_PUBLIC_KEY: PublicJwk }).strip();

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
