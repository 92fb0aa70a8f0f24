import 'reflect-metadata';
import { gatherOperations, pathOf, processSettings, runProcess, uploadFolder, urlSetting } from '@hoso/runtime';
import { tokenVerifier } from '@hoso/nest';
import { z } from 'zod';
import { createGateway } from './create-gateway.ts';
import { defaultLimits } from './limits.ts';

const settings = processSettings.extend({
  BLOBS_URL: urlSetting(['file'], 'Set it to file:<folder that gateway and audit share>'),
  RATE: z.coerce
    .number('is not a number')
    .int('is not a number')
    .min(0, 'is less than 0')
    .default(defaultLimits.requestsPerMinuteMax)
    .describe('Requests a minute from one address; 0: no limit'),
});

/** The services that follow the log, each answering for itself how it is. */
const services = ['registry', 'intake', 'processing', 'postal-delivery', 'audit'];

await runProcess({
  name: 'gateway',
  settings,
  answersHealth: true,
  open: async ({ BUS_URL, BLOBS_URL, TOKEN_PUBLIC_KEY, HOST, PORT, RATE }, later) => {
    const { natsBus } = await import('@hoso/messaging/nats');
    const bus = await natsBus({ url: BUS_URL, service: 'gateway' });
    later(async () => void (await bus.close()));
    const verifyToken = tokenVerifier(TOKEN_PUBLIC_KEY);
    const verify = async (token: string | undefined) => (await verifyToken(token)).actor;
    const operations = await gatherOperations({ bus, verify, services });
    later(() => operations.close());
    const notReady = async () => (bus.trouble === undefined ? [] : ['BUS_URL: the bus cannot be used at the moment']);
    const gateway = await createGateway({
      ...{ bus, verify, notReady },
      uploads: uploadFolder(pathOf(BLOBS_URL)),
      limits: { ...defaultLimits, requestsPerMinuteMax: RATE },
    });
    later(() => gateway.close());
    await gateway.listen(PORT, HOST);
    return { notReady, url: await gateway.getUrl() };
  },
});
