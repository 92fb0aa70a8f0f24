import { runRelay } from '@hoso/runtime';

await runRelay();
