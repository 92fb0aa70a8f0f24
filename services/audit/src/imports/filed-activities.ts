import {
  ActivityRecorded,
  type ImportedAttribute,
  type Instant,
  invalidFieldsOf,
  refuse,
  type Words,
} from '@hoso/contracts';
import { canonicalJson, eventBytesMax, instantOf, isInstant, NotCanonical } from '@hoso/event-sourcing';
import type { FiledCase, FiledEvent } from '../audit-ports.ts';
import type { ImportedActivity } from './imported-case.ts';

/** An activity with the instant that its text names. */
export interface FiledActivity {
  readonly activity: ImportedActivity;
  readonly occurredAt: Instant;
}

/** What the envelope of an event may take beside its data. */
const envelopeBytesMax = 4_096;

/**
 * A case of a file as it will be recorded, in file order. Its text is brought to Unicode normalization form C, since no
 * other is stored; nothing else is changed. Refuses `FileNotReadable`, with the place, for what could not be stored.
 */
export function filedActivities(filed: FiledCase, caseName: string): readonly FiledActivity[] {
  const caseAttributes = filed.attributes.map(normal);
  return filed.events.map((event, index) => {
    const line =
      filed.line === undefined ? { vi: '', en: '' } : { vi: `dòng ${filed.line}, `, en: `line ${filed.line}, ` };
    const place = {
      vi: `${line.vi}vụ ${JSON.stringify(caseName)}, sự kiện ${index + 1}`,
      en: `${line.en}trace ${JSON.stringify(caseName)}, event ${index + 1}`,
    };
    const activity = {
      case: caseName,
      index: index + 1,
      activity: event.activity.normalize('NFC'),
      at: event.timeText,
      ...resourceOf(event),
      attributes: event.attributes.map(normal),
      ...(index === 0 ? { caseAttributes } : {}),
    };
    return { activity: checked(activity, place), occurredAt: occurredAtOf(event, place) };
  });
}

function resourceOf({ attributes }: FiledEvent): { readonly resource?: string } {
  const resource = attributes.findLast(({ key }) => key === 'org:resource')?.value.normalize('NFC') ?? '';
  return resource === '' ? {} : { resource };
}

function normal({ key, type, value, children }: ImportedAttribute): ImportedAttribute {
  const told = { key: key.normalize('NFC'), type, value: value.normalize('NFC') };
  return children === undefined ? told : { ...told, children: children.map(normal) };
}

function checked(activity: ImportedActivity, place: Words): ImportedActivity {
  const read = ActivityRecorded.schema.safeParse(activity);
  const [wrong] = read.error ? invalidFieldsOf(read.error) : [];
  if (wrong) unreadable(place, { vi: `${wrong.field}: ${wrong.vi}`, en: `${wrong.field}: ${wrong.en}` });
  const bytes = Buffer.byteLength(textOf(activity, place)) + envelopeBytesMax;
  if (bytes > eventBytesMax) {
    const max = eventBytesMax - envelopeBytesMax;
    unreadable(place, { vi: `lớn hơn ${max} byte`, en: `larger than ${max} bytes` });
  }
  return activity;
}

function textOf(activity: ImportedActivity, place: Words): string {
  try {
    return canonicalJson(activity);
  } catch (error) {
    if (!(error instanceof NotCanonical)) throw error;
    return unreadable(place, { vi: `${error.path}: có ký tự không lưu được`, en: `${error.path}: ${error.reason}` });
  }
}

function occurredAtOf({ time, timeText }: FiledEvent, place: Words): Instant {
  const instant = instantOf(time);
  // An offset may carry the first or last hours of the calendar's years over its edge.
  if (!isInstant(instant)) {
    unreadable(place, {
      vi: `${timeText} nằm ngoài các năm 0 đến 9999`,
      en: `${timeText} lies outside the years 0 to 9999`,
    });
  }
  return instant;
}

function unreadable(place: Words, reason: Words): never {
  return refuse('FileNotReadable', { reason: `${place.en}: ${reason.en}`, reasonVi: `${place.vi}: ${reason.vi}` });
}
