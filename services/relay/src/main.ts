// By its own entrance: what services are made of beside, Nest above all, is a third of a relay's memory.
import { runRelay } from '@hoso/runtime/relay';

await runRelay();
