// Writes accounts.conf from the contracts' table of bus users; a test tells when it is out of date.
import { writeFileSync } from 'node:fs';
import { busUsers } from '@hoso/contracts';
import { accountsConfig } from '@hoso/messaging/nats';

writeFileSync(new URL('accounts.conf', import.meta.url), accountsConfig(busUsers));
