import type { FastifyReply } from 'fastify';

/**
 * Gives pieces away as they come, no faster than they are taken. The first is waited for before anything is answered:
 * what is refused by then is a problem like any other. What fails later cuts the answer off, which is the only way left
 * to say that it is not whole.
 */
export async function answerStream(
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
  pieces: AsyncIterable<Uint8Array | string>,
): Promise<void> {
  const coming = pieces[Symbol.asyncIterator]();
  let piece = await coming.next();
  reply.hijack();
  reply.raw.writeHead(200, headers);
  try {
    for (; piece.done !== true && !reply.raw.destroyed; piece = await coming.next()) {
      if (reply.raw.write(piece.value)) continue;
      await new Promise((resolve) => reply.raw.once('drain', resolve).once('close', resolve));
    }
    if (piece.done !== true) await coming.return?.();
    reply.raw.end();
  } catch (error) {
    reply.raw.destroy();
    throw error;
  }
}
