import { describe, expect, it } from '@jest/globals';
import { inOurWords } from './mongo-error.ts';
import { mongoViewStore } from './mongo-view-store.ts';

const failure = (name: string, code?: number) =>
  Object.assign(new Error('said so'), { name, ...(code === undefined ? {} : { code }) });

describe('A URL of views', () => {
  it.each(['nonsense', 'mongodb://', 'mongodb://user:s3cret@[', 'mongodb://u:s3cret@host:1/x?nonsense=1'])(
    'that is %s is refused by the name of its setting, without its password',
    async (url) => {
      const refusal = await mongoViewStore(url).catch((error) => error);
      expect(refusal).toMatchObject({ name: 'ViewsUrlError', message: expect.stringMatching(/^VIEWS_URL: /) });
      expect(refusal.message).not.toContain('s3cret');
    },
  );

  it.each(['mongodb://127.0.0.1:1', 'mongodb://127.0.0.1:1/', 'mongodb://127.0.0.1:1/?retryWrites=false'])(
    'must name a database: %s does not',
    async (url) => await expect(mongoViewStore(url)).rejects.toThrow('VIEWS_URL: it names no database'),
  );

  it('that nobody answers at is said to be unreachable, by the name of its setting', async () =>
    await expect(mongoViewStore('mongodb://u:s3cret@127.0.0.1:1/hoso')).rejects.toMatchObject({
      name: 'StoreUnavailable',
      reason: 'unreachable',
      message: 'the server of views at 127.0.0.1:1 (VIEWS_URL) is unreachable',
    }));
});

describe('What a server of views says', () => {
  it.each([
    ['a full disk', failure('MongoServerError', 14_031), { name: 'StoreUnavailable', reason: 'full' }],
    ['an election', failure('MongoServerError', 10_107), { name: 'StoreUnavailable', reason: 'unreachable' }],
    ['no majority in time', failure('MongoWriteConcernError', 64), { name: 'StoreUnavailable', reason: 'unreachable' }],
    ['a wrong password', failure('MongoServerError', 18), { name: 'ViewsUrlError' }],
    ['an age', failure('MongoCompatibilityError'), { name: 'ViewsUrlError' }],
  ])('of %s is told in our words', (_, error, told) => {
    const words = inOurWords(error, 'host:1');
    expect(words).toMatchObject({ ...told, message: expect.stringMatching(/VIEWS_URL.*host:1|host:1.*VIEWS_URL/) });
    expect(words).toMatchObject({ cause: error });
  });

  it('of our own faults stays as it is', () => {
    const fault = failure('MongoServerError', 9);
    expect(inOurWords(fault, 'host:1')).toBe(fault);
  });
});
