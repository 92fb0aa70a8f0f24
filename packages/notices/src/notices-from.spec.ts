import { describe, expect, it } from '@jest/globals';
import { noNotices } from './no-notices.ts';
import { noticesFrom, noticesSettings } from './notices-from.ts';

const from = 'Một cửa <mot-cua@halong.example>';

describe('Notices', () => {
  it('are off where nothing is set', () => expect(noticesFrom(noticesSettings.parse({}))).toBe(noNotices));

  it.each<readonly [object, readonly string[]]>([
    [{ SMTP_URL: 'smtp://127.0.0.1:25', NOTICES_FROM: from }, ['email']],
    [{ SMS_URL: 'https://sms.example/messages', SMS_TOKEN: 'secret' }, ['sms']],
    [{ NOTICES_LETTERS: 'on' }, ['letter']],
    [{ SMTP_URL: 'smtps://mail.example', NOTICES_FROM: from, NOTICES_LETTERS: 'on' }, ['email', 'letter']],
  ])('are sent as %j says', (settings, means) => {
    const notices = noticesFrom(noticesSettings.parse(settings));
    expect(notices.means).toEqual(means);
    notices.close();
  });

  it.each([
    [{ SMTP_URL: 'smtp://127.0.0.1' }, 'NOTICES_FROM'],
    [{ SMS_URL: 'https://sms.example' }, 'SMS_TOKEN'],
  ])('are not begun by %j', (settings, missing) =>
    expect(() => noticesFrom(noticesSettings.parse(settings))).toThrow(missing),
  );

  it.each([
    { SMTP_URL: 'http://mail.example' },
    { NOTICES_FROM: 'nobody' },
    { SMS_URL: 'ftp://a' },
    { NOTICES_LETTERS: 'yes' },
  ])('are not set by %j', (settings) => expect(noticesSettings.safeParse(settings).success).toBe(false));
});
