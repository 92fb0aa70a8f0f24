import { Readable } from 'node:stream';
import { Fault } from '@hoso/nest';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const bodies = new WeakMap<FastifyRequest, Buffer>();

/**
 * Keeps the bytes of what comes in at addresses that match, beside what is parsed of them: a signature is over bytes.
 * More than `bytesMax` of them are refused.
 */
export function keepRawBodies(fastify: FastifyInstance, address: RegExp, bytesMax: number): void {
  fastify.addHook('preParsing', async (request, _reply, payload) => {
    if (request.method !== 'POST' || !address.test(request.url)) return payload;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of payload) {
      const part = Buffer.from(chunk);
      bytes += part.length;
      if (bytes > bytesMax) throw new Fault('InvalidInput', 'BodyTooLarge');
      chunks.push(part);
    }
    const body = Buffer.concat(chunks);
    bodies.set(request, body);
    return Readable.from([body], { objectMode: false });
  });
}

export function rawBodyOf(request: FastifyRequest): Buffer | undefined {
  return bodies.get(request);
}
