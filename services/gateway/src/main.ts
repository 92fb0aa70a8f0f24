import 'reflect-metadata';
import { followingServices, MoveClock, OperationsStatus } from '@hoso/contracts';
import { type Bus, LogKind } from '@hoso/event-sourcing';
import { tokenKeysOf, tokensBy } from '@hoso/nest';
import {
  blobsSettings,
  gatherOperations,
  listenSettings,
  openBlobs,
  operationsOf,
  processSettings,
  runProcess,
} from '@hoso/runtime';
import { z } from 'zod';
import { createGateway } from './create-gateway.ts';
import { defaultLimits } from './limits.ts';

const settings = listenSettings.extend({
  BUS_URL: processSettings.shape.BUS_URL,
  ...blobsSettings.shape,
  /** Only the gateway has it: whoever signs in is given a token by it. */
  TOKEN_KEY: z
    .string()
    .transform((text, context) => {
      try {
        return tokenKeysOf(text, 'TOKEN_KEY');
      } catch {
        context.addIssue({ code: 'custom', message: 'is not a private key (Ed25519, PKCS #8 in PEM)' });
        return z.NEVER;
      }
    })
    .describe('Set TOKEN_KEY_FILE to the token.key that `hoso ops keys` makes'),
  RATE: z.coerce
    .number('is not a number')
    .int('is not a number')
    .min(0, 'is less than 0')
    .default(defaultLimits.requestsPerMinuteMax)
    .describe('Requests a minute from one address; 0: no limit'),
});

const askedWithinMs = 3_000;
const lookedWithinMs = 1_000;
const tokenLastsS = 60;

await runProcess({
  name: 'gateway',
  settings,
  answersHealth: true,
  open: async ({ BUS_URL, BLOBS_URL, TOKEN_KEY, HOST, PORT, RATE }, later, telemetry) => {
    const { natsBus } = await import('@hoso/messaging/nats');
    const nats = await natsBus({ url: BUS_URL, service: 'gateway' });
    later(async () => void (await nats.close()));
    const bus = telemetry.bus(nats);
    const uploads = await openBlobs(BLOBS_URL);
    later(() => uploads.close());
    const tokens = tokensBy(TOKEN_KEY);
    const operations = await gatherOperations({ bus, verify: tokens.verify, services: followingServices });
    later(() => operations.close());
    const token = () => tokens.mint({ id: 'gateway', role: 'operator', unit: 'platform' }, tokenLastsS);
    const log = await logOf(bus, await token());
    const clock = async () => (log.kind === 'simulated' ? await shownBy(bus, await token()) : Date.now());
    const notReady = async () => {
      if (nats.trouble !== undefined) return ['BUS_URL: the bus cannot be used at the moment'];
      const apart = await clocksApart(bus, await token());
      return apart === undefined ? [] : [apart];
    };
    const gateway = await createGateway({
      ...{ bus, log, notReady, clock, telemetry, ...tokens },
      uploads,
      limits: { ...defaultLimits, requestsPerMinuteMax: RATE },
    });
    later(() => gateway.close());
    await gateway.listen(PORT, HOST);
    return { notReady, url: await gateway.getUrl() };
  },
});

/** The log that the services work on. The gateway holds no password of a store: the registry says it. */
async function logOf(bus: Bus, token: string) {
  const subject = operationsOf('registry').subject(OperationsStatus);
  const answer = await bus.request(subject, { data: {}, headers: { token } }, askedWithinMs);
  const { name, id, kind } = OperationsStatus.answer.parse(answer).log;
  return { name, id, kind: LogKind.parse(kind) };
}

/** In words, where a service says so; whether services are there at all is told by those who ask them. */
async function clocksApart(bus: Bus, token: string): Promise<string | undefined> {
  try {
    await shownBy(bus, token, lookedWithinMs);
    return undefined;
  } catch (error) {
    const isApart = Error.isError(error) && 'reason' in error && error.reason === 'apart';
    return isApart ? error.message : undefined;
  }
}

/** What the log's clock shows, in milliseconds since 1970. */
async function shownBy(bus: Bus, token: string, withinMs = askedWithinMs): Promise<number> {
  const subject = operationsOf('registry').subject(MoveClock);
  const answer = await bus.request(subject, { data: {}, headers: { token } }, withinMs);
  return Date.parse(MoveClock.answer.parse(answer).now);
}
