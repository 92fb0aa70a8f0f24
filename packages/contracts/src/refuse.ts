import { DomainError, type RefusalParams } from '@hoso/event-sourcing';
import type { RefusalCode } from './refusals.ts';

/** Says no, with a code of the catalogue. */
export function refuse(code: RefusalCode, params: RefusalParams = {}): never {
  throw new DomainError(code, params);
}
