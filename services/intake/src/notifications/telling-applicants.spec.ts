import type { NotificationMeans } from '@hoso/contracts';
import { describe, expect, it } from '@jest/globals';
import { tellingApplicants } from './telling-applicants.ts';

describe('What tells applicants', () => {
  it.each<readonly [readonly NotificationMeans[], string]>([
    [[], 'live'],
    [['email', 'sms', 'letter'], 'simulated'],
    [['email'], 'imported'],
  ])('follows nothing where it has %j on a log that is %s', (means, kind) =>
    expect(tellingApplicants({ means }, kind)).toEqual({ policies: [], times: [] }),
  );

  it.each<NotificationMeans>(['email', 'sms', 'letter'])('follows a live log where it has %s', (means) => {
    const { policies, times } = tellingApplicants({ means: [means] }, 'live');
    expect(policies.map(({ name }) => name)).toEqual(['notify-applicant', 'record-notice']);
    expect(times.map(({ name }) => name)).toEqual(['notification-retries']);
    // Whoever begins to tell does not tell of what was long before.
    expect(policies.map(({ begins }) => begins)).toEqual(['head', 'head']);
  });
});
