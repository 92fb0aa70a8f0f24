import type { PersonalData } from '@hoso/event-sourcing';
import { type KeyStore, markingKid, markOf, sealer } from '@hoso/sealing';

/** What views are given to find by personal data, with the platform's own key of marks. */
export async function personalDataOf(keys: KeyStore): Promise<PersonalData> {
  const key = await keys.keyOf(markingKid);
  return { open: sealer(keys).open, markOf: (text) => markOf(key, text) };
}
