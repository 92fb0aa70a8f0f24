import type { Sending } from '@hoso/contracts';
import { isDomainError } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as a from '../../test/dossier-stories.ts';
import { hoa, submittedBy, trial } from '../../test/notification-trial.ts';
import type { ToldEvent } from '../../test/paper-history.ts';

const wanted: ToldEvent = { ...a.supplementRequested, actor: a.clerk } as ToldEvent;
const story = [submittedBy(hoa), wanted];
const typesOf = (events: readonly { readonly type: string }[]) => events.map(({ type }) => type);
const minute = 60_000;

describe('An applicant', () => {
  it('is told once, however often the event is delivered', async () => {
    const one = await trial(story);
    const receipts = [await one.deliver(), await one.deliver(), await one.deliver()].flat();
    expect(one.sent.map(({ means, to }) => [means, to])).toEqual([['email', 'hoa@example.vn']]);
    expect(typesOf(await one.events())).toEqual(['NotificationBegun', 'NotificationSent']);
    expect(receipts.map(({ repeated }) => repeated)).toEqual([undefined, true, true]);
  });

  it('is told once where it is delivered twice at the same time', async () => {
    const one = await trial(story);
    await Promise.all([one.deliver(), one.deliver(), one.deliver()]);
    expect(one.sent.length).toBe(1);
    expect(typesOf(await one.events())).toEqual(['NotificationBegun', 'NotificationSent']);
  });

  it('keeps nobody waiting who asks while a slow server is being told', async () => {
    const one = await trial(story);
    const { promise, resolve } = Promise.withResolvers<Sending>();
    const begun = Promise.withResolvers<void>();
    one.world.answer = () => {
      begun.resolve();
      return promise;
    };
    const first = one.deliver();
    await begun.promise;
    expect(await one.deliver()).toMatchObject([{ repeated: true }]);
    await one.tick();
    expect(typesOf(await one.events())).toEqual(['NotificationBegun']);
    resolve({ outcome: 'sent' });
    await first;
    expect([one.sent.length, typesOf(await one.events())]).toEqual([1, ['NotificationBegun', 'NotificationSent']]);
  });

  it('is told what is wanted and why, of which it is recorded beforehand that it is opened', async () => {
    const one = await trial(story);
    await one.deliver();
    const [message] = one.sent;
    expect(message?.text.paragraphs[0]).toBe(
      JSON.stringify({
        ...{ language: 'vi', items: ['Giấy xác nhận cư trú'], reason: 'Thiếu', applicant: 'Nguyễn Thị Hoa' },
        ...{ code: a.dossierId, procedure: 'Marital status', oneStop: 'Tên ha-long-one-stop' },
      }),
    );
    expect(one.reads).toMatchObject([
      {
        dossiers: [a.dossierId],
        fields: ['applicant', 'items', 'reason'],
        purpose: 'casework',
        query: 'NotifyApplicant',
      },
    ]);
  });

  it('is told in the way and the language that he wishes', async () => {
    const one = await trial([submittedBy({ ...hoa, noticeBy: 'sms', noticeIn: 'en' }), wanted]);
    await one.deliver();
    expect(one.sent.map(({ means, to }) => [means, to])).toEqual([['sms', '+84912345678']]);
    expect(one.sent[0]?.text.paragraphs[0]).toContain('Name of ha-long-one-stop');
  });

  it('is sent a text message where an e-mail does not reach him, then a letter', async () => {
    const one = await trial(story);
    one.world.answer = async () => ({ outcome: 'failed', reason: 'address', status: 550, forGood: true });
    await one.deliver();
    await one.tick();
    expect(one.sent.map(({ means }) => means)).toEqual(['email', 'sms']);
    expect(await one.summaries()).toMatchObject([{ status: 'letter', means: 'letter', attempts: 2 }]);
    const [{ notification = '' } = {}] = await one.summaries();
    await one.run({ type: 'PostLetter', data: { notification, item: 'RR123456785VN' } });
    expect(await one.summaries()).toMatchObject([{ status: 'sent', means: 'letter', item: 'RR123456785VN' }]);
  });

  it('is told nothing more once his key is destroyed', async () => {
    const one = await trial(story);
    one.world.isKeyDestroyed = true;
    await one.deliver();
    expect([one.sent, typesOf(await one.events())]).toEqual([[], ['NotificationNotSent']]);
    const later = await trial(story);
    later.world.answer = async () => ({ outcome: 'failed', reason: 'unreachable', forGood: false });
    await later.deliver();
    Object.assign(later.world, { isKeyDestroyed: true, nowMs: later.world.nowMs + minute });
    await later.tick();
    expect(await later.summaries()).toMatchObject([{ status: 'not-sent', because: 'key-destroyed', attempts: 1 }]);
    expect(later.sent.length).toBe(1);
  });

  it('is not told of what happened more than a week ago', async () => {
    const one = await trial(story);
    one.world.nowMs += 7 * 86_400_000 + 1;
    await one.deliver();
    expect([one.sent, one.reads]).toEqual([[], []]);
    expect(await one.summaries()).toMatchObject([{ status: 'not-sent', because: 'too-late' }]);
    const inTime = await trial(story);
    inTime.world.nowMs += 7 * 86_400_000;
    await inTime.deliver();
    expect(inTime.sent.length).toBe(1);
  });

  it('is told by the platform alone: to nobody else anything is opened', async () => {
    const one = await trial(story);
    const cause = { stream: `dossier-${a.dossierId}`, version: 2 };
    const notification = '017f8a00-0000-8000-8000-0000000000aa';
    for (const intent of [
      { type: 'NotifyApplicant', data: { notification, cause } },
      { type: 'SendAgain', data: { notification, attempt: 2 } },
    ] as const)
      await expect(one.run(intent)).rejects.toThrow('RoleNotAllowed');
    expect([one.sent, one.reads]).toEqual([[], []]);
  });

  it('whom nothing reaches is told nothing, and that is recorded', async () => {
    const one = await trial([submittedBy({ kind: 'citizen', name: 'Hoa', phone: '0203 3825 689' }), wanted]);
    await one.deliver();
    expect(await one.summaries()).toMatchObject([{ status: 'not-sent', because: 'no-contact' }]);
  });

  it('is told by whoever begins to send, not by who finds that somebody does', async () => {
    const one = await trial(story);
    one.world.dies = true;
    await expect(one.deliver()).rejects.toThrow('closed');
    one.world.dies = false;
    await one.deliver();
    await one.tick();
    expect(one.sent.length).toBe(1);
    // Whoever was at it is gone: it is given up after a minute, and sent again, under the same id, a minute later.
    one.world.nowMs += minute;
    await one.tick();
    one.world.nowMs += minute;
    await one.tick();
    expect(one.sent.length).toBe(2);
    expect(new Set(one.sent.map(({ id }) => id)).size).toBe(1);
    expect((await one.events()).at(-1)?.type).toBe('NotificationSent');
  });
});

describe('Whatever happens', () => {
  const answers = fc.constantFrom('taken', 'down', 'nobody', 'dies', 'throws');
  const deed = fc.oneof(
    fc.record({ do: fc.constant('deliver' as const), times: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      do: fc.constant('tick' as const),
      afterMs: fc.constantFrom(0, 59_999, minute, 5 * minute, 86_400_000),
    }),
  );

  it('one cause is told once, but for what was sent just before its sender died', () =>
    fc.assert(
      fc.asyncProperty(fc.array(answers, { maxLength: 8 }), fc.array(deed, { maxLength: 12 }), async (world, deeds) => {
        const one = await trial(story, ['email', 'sms']);
        const left = [...world];
        let taken = 0;
        let deaths = 0;
        one.world.answer = async () => {
          const next = left.shift() ?? 'taken';
          one.world.dies = next === 'dies';
          if (next === 'throws') throw new Error('the world');
          if (next === 'down') return { outcome: 'failed', reason: 'unreachable', forGood: false };
          if (next === 'nobody') return { outcome: 'failed', reason: 'address', forGood: true };
          taken += 1;
          if (one.world.dies) deaths += 1;
          return { outcome: 'sent' };
        };
        for (const each of deeds) {
          if (each.do === 'deliver') await died(Promise.all(Array.from({ length: each.times }, () => one.deliver())));
          else {
            one.world.nowMs += each.afterMs;
            await died(Promise.all([one.tick(), one.tick()]));
          }
        }
        // However it went, it comes to its end.
        await died(one.deliver());
        for (let look = 0; look < 40; look++) {
          one.world.nowMs += 3 * 3_600_000;
          await died(one.tick());
        }
        const types = typesOf(await one.events());
        const isTooLate = types.includes('NotificationNotSent');
        expect(taken).toBeLessThanOrEqual(1 + deaths);
        expect(types.filter((type) => type === 'NotificationSent').length).toBeLessThanOrEqual(1);
        expect(types.filter((type) => type === 'NotificationBegun').length).toBe(isTooLate ? 0 : 1);
        expect(new Set(one.sent.map(({ id }) => id)).size).toBeLessThanOrEqual(1);
        expect(['sent', 'failed', 'not-sent']).toContain((await one.summaries())[0]?.status);
      }),
      { numRuns: 200 },
    ));
});

/** What a process leaves undone that dies is nobody's failure; a refusal would be. */
async function died(doing: Promise<unknown>): Promise<void> {
  await doing.catch((error: unknown) => {
    if (isDomainError(error)) throw error;
  });
}
