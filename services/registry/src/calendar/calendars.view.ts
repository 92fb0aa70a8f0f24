import { CalendarPublished, type CalendarVersion } from '@hoso/contracts';
import { eventCatalogue, type View } from '@hoso/event-sourcing';

/** A calendar with all its versions, oldest first: a dossier's clock is read by the very version it is bound to. */
export interface CalendarDocument {
  readonly id: string;
  readonly versions: readonly CalendarVersion[];
  /** When each of them was recorded: nobody knew it before. A calendar has no day from which it is in force. */
  readonly published: readonly { readonly version: number; readonly publishedAt: string }[];
}

export const calendars: View<CalendarDocument, typeof CalendarPublished> = {
  name: 'calendars',
  revision: 2,
  indexes: [],
  events: eventCatalogue(CalendarPublished),
  key: ({ data }) => data.id,
  evolve: (document, { data, recordedAt }) => ({
    id: data.id,
    versions: [...(document?.versions ?? []), data],
    published: [...(document?.published ?? []), { version: data.version, publishedAt: recordedAt }],
  }),
};

/** A version by its number, or else the newest one. */
export function findVersion(document: CalendarDocument | undefined, version?: number): CalendarVersion | undefined {
  if (version === undefined) return document?.versions.at(-1);
  return document?.versions.find((one) => one.version === version);
}
