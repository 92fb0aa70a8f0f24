// Writes ACCESS.md from the contracts' table of access; a test tells when it is out of date.
import { writeFileSync } from 'node:fs';
import { accessPage } from '@hoso/contracts';

writeFileSync(new URL('../packages/contracts/ACCESS.md', import.meta.url), accessPage());
