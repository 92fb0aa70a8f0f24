import { describe, expect, it } from '@jest/globals';
import { simulationPlaces } from './simulation-places.ts';

const keys = 'postgres://owner:p@localhost/keys';

describe('Where a simulated log is made', () => {
  it.each(['postgres://owner:p@localhost/events', 'kurrentdb://admin:p@localhost:2113?tls=false'])(
    'may be %s, with keys on PostgreSQL',
    (url) =>
      expect(simulationPlaces({ EVENT_STORE_URL: url, KEYS_URL: keys }, '/keys')).toEqual({
        ...{ eventStoreUrl: url, keysUrl: keys, masterKeyFile: '/keys/master.key' },
      }),
  );

  it.each([
    [{ EVENT_STORE_URL: 'mysql://x', KEYS_URL: keys }, /EVENT_STORE_URL.*KurrentDB makes no log as a whole/s],
    [{ EVENT_STORE_URL: 'kurrentdb://localhost' }, /KEYS_URL.*a simulation seals what is personal/s],
  ])('is refused with the remedy: %j', (environment, reason) =>
    expect(() => simulationPlaces(environment, '/keys')).toThrow(reason),
  );
});
