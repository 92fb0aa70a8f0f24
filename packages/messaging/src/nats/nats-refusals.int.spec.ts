import { createServer } from 'node:net';
import { once } from 'node:events';
import { startNats } from '@hoso/backends';
import { someRecordedEvents } from '@hoso/event-sourcing/testing';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOnNats, openAdmin, removeStream, toldLog } from '../../test/nats-places.ts';
import { declaredStream, streamNameOf } from './event-stream.ts';
import { type NatsBusOptions, natsBus } from './nats-bus.ts';

const message = (data: unknown, headers = {}) => ({ data, headers });

/** Why a bus was not opened. It names the setting, and never the password. */
async function refusalOf(options: Partial<NatsBusOptions> & { readonly url: string }): Promise<unknown> {
  const error = await natsBus({ service: 'spec', ...options }).then(
    (bus) => bus.close(),
    (refusal: unknown) => refusal,
  );
  expect(error).toMatchObject({ name: 'BusUnusable', message: expect.stringMatching(/^BUS_URL: .+\. .+/) });
  expect(String(error)).not.toContain('s3cret');
  return error;
}

await describeOnNats('A bus on NATS that cannot be used says why and what to do', (url) => {
  beforeEach(() => removeStream(url));
  afterEach(() => removeStream(url));
  const declares = async () => 1;

  it('where nothing listens, and where nobody of that name is let in', async () => {
    expect(await refusalOf({ url: 'nats://hoso:s3cret@127.0.0.1:9' })).toMatchObject({ reason: 'unreachable' });
    expect(await refusalOf({ url: 'nats://hoso:s3cret@no-such-host.invalid' })).toMatchObject({
      reason: 'unreachable',
      message: expect.stringContaining('Start one there'),
    });
    const { host } = new URL(url);
    expect(await refusalOf({ url: `nats://t0:s3cret@${host}` })).toMatchObject({
      reason: 'refused',
      message: expect.stringContaining('does not let t0 in'),
    });
  });

  it('where the server is too old, or no NATS server at all', async () => {
    const old = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(
        `INFO ${JSON.stringify({ server_id: 'x', version: '2.9.10', headers: true, max_payload: 1_048_576 })}\r\n`,
      );
      socket.on('data', (data: Buffer) => void (data.includes('PING') && socket.write('PONG\r\n')));
    });
    const other = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    for (const server of [old, other]) await once(server.listen(0, '127.0.0.1'), 'listening');
    const portOf = (server: typeof old) => {
      const address = server.address();
      return typeof address === 'object' ? address?.port : undefined;
    };
    expect(await refusalOf({ url: `nats://127.0.0.1:${portOf(old)}` })).toMatchObject({
      reason: 'tooOld',
      message: expect.stringContaining('is NATS 2.9.10. Run NATS 2.11 or newer'),
    });
    expect(await refusalOf({ url: `nats://127.0.0.1:${portOf(other)}` })).toMatchObject({ reason: 'unreachable' });
    for (const server of [old, other]) server.close();
  });

  it('where there is no JetStream', async () => {
    const server = await startNats({ config: 'accounts { A { users: [{ user: a, password: s3cret }] } }' });
    const address = server.url.replace('nats://', 'nats://a:s3cret@');
    expect(await refusalOf({ url: address, log: toldLog, declares })).toMatchObject({ reason: 'withoutJetStream' });
    expect(await refusalOf({ url: address, log: toldLog })).toMatchObject({ reason: 'withoutJetStream' });
    await server.stop();
  });

  it("where the stream is somebody else's, or not as declared: it is left as it is", async () => {
    const { connection, admin } = await openAdmin(url);
    const name = streamNameOf(toldLog);
    await admin.streams.add({ name, subjects: ['something.else'] });
    for (const options of [
      { url, log: toldLog },
      { url, log: toldLog, declares },
    ]) {
      expect(await refusalOf(options)).toMatchObject({ reason: 'foreignStream' });
    }
    expect((await admin.streams.info(name)).config.subjects).toEqual(['something.else']);
    await admin.streams.delete(name);

    await admin.streams.add({ name: 'everything', subjects: [`${toldLog}.>`] });
    expect(await refusalOf({ url, log: toldLog, declares })).toMatchObject({ reason: 'foreignStream' });
    await admin.streams.delete('everything');

    const { deny_purge, ...rest } = declaredStream({ log: toldLog, replicas: 1 });
    expect(deny_purge).toBe(true);
    await admin.streams.add({ ...rest, name, max_msgs: 5 });
    expect(await refusalOf({ url, log: toldLog, declares })).toMatchObject({
      reason: 'differs',
      message: expect.stringMatching(/max_msgs is 5, declared -1; deny_purge is (false|undefined), declared true/),
    });
    await admin.streams.delete(name);

    await (await natsBus({ url, service: 'spec', log: toldLog, declares })).close();
    expect(await refusalOf({ url, log: toldLog, replicas: 3 })).toMatchObject({
      reason: 'differs',
      message: expect.stringContaining('num_replicas is 1, declared 3'),
    });
    await connection.close();
  });

  it('where the URL is none', async () => {
    for (const wrong of ['', 'localhost:4222', 'http://hoso:s3cret@localhost', 'nats://', 'nats://a:%E0%s3cret@b']) {
      expect(await refusalOf({ url: wrong })).toMatchObject({ reason: 'malformed' });
    }
  });

  it('and answers what is no request of ours without ending', async () => {
    const troubles: unknown[] = [];
    const bus = await natsBus({ url, service: 'spec', onTrouble: (error) => troubles.push(error) });
    await bus.reply('a.queries.big', 'a', async ({ data }) => 'x'.repeat(Number(data)));
    const { connection } = await openAdmin(url);
    connection.publish('a.queries.big', 'not JSON and nobody to answer');
    const reply = await connection.request('a.queries.big', '{', { timeout: 2_000 });
    expect(reply.json()).toMatchObject({ failure: { name: 'MalformedRequest' } });
    expect(troubles).toMatchObject([{ name: 'MalformedRequest' }, { name: 'MalformedRequest' }]);
    await expect(bus.request('a.queries.big', message(9_000_000), 2_000)).rejects.toMatchObject({
      name: 'AnswerTooLarge',
    });
    expect(await bus.request('a.queries.big', message(3), 2_000)).toBe('xxx');

    connection.subscribe('a.queries.odder', { callback: (_, asked) => void asked.respond('{"failure":"no"}') });
    await connection.flush();
    await expect(bus.request('a.queries.odder', message(1), 2_000)).rejects.toMatchObject({ name: 'MalformedAnswer' });
    await connection.close();
    await expect(bus.consume('c', [0], async () => undefined)).rejects.toThrow('no log');
    await bus.close();
  });

  it('and publishes events of its own log only', async () => {
    const log = '018e4a2b-0000-7000-8000-00000000ffff';
    const bus = await natsBus({ url, service: 'spec', log, declares });
    await expect(bus.publish(await someRecordedEvents(2))).rejects.toThrow(`not of ${log}`);
    expect(await bus.published()).toBe(0);
    await bus.close();
    await removeStream(url, log);
  });
});
