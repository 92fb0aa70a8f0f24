import { expect, it } from '@jest/globals';
import { inspector, tokenFor } from './api.ts';
import { listen } from './event-stream.ts';
import { startPlatform, trialFolder } from './platform-process.ts';

/** So long the edge waits for whoever does not let go. */
const drainMs = 15_000;

it('The stream of changes does not keep the platform from closing', async () => {
  const folder = trialFolder();
  const platform = await startPlatform({ data: folder.path });
  const authorization = `Bearer ${await tokenFor(folder.path, inspector)}`;
  const stream = await listen(`${platform.url}/events/stream`, { authorization });
  await stream.event('open', ({ name }) => name === 'moved');
  const began = performance.now();
  await platform.stop('SIGTERM');
  await stream.ended;
  expect(stream.heard.at(-1)?.name).toBe('closing');
  expect(performance.now() - began).toBeLessThan(drainMs);
  folder.remove();
});
