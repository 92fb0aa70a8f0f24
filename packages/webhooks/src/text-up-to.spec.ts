import { describe, expect, it } from '@jest/globals';
import { textUpTo } from './text-up-to.ts';

describe('What another server answers', () => {
  it.each([
    ['nothing', null, ''],
    ['less than is wanted', 'Đã nhận', 'Đã nhận'],
    ['as much as is wanted', 'a'.repeat(20), 'a'.repeat(20)],
    ['more than is wanted', 'ab'.repeat(30), 'ab'.repeat(10)],
  ])('is read: %s', async (_, said, read) => expect(await textUpTo(new Response(said), 20)).toBe(read));

  it('is not waited for where it has no end', async () => {
    let told = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => {
        told += 1;
        controller.enqueue(new Uint8Array(8).fill(97));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    expect(await textUpTo(new Response(body), 20)).toBe('a'.repeat(20));
    expect(cancelled).toBe(true);
    expect(told).toBeLessThan(10);
  });

  it('is a fault where it breaks off', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
    await expect(textUpTo(new Response(body), 20)).rejects.toThrow('gone');
  });
});
