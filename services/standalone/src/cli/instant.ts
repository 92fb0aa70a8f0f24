import { InvalidArgumentError } from 'commander';

const province = 'Asia/Ho_Chi_Minh';
const dateForm = /^\d{4}-\d{2}-\d{2}$/;
const localForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$/;

/**
 * An instant as a person types it: with an offset, local to the province without one, or a date: the end of that day
 * there.
 */
export function instantArgument(text: string): string {
  try {
    return new Date(epochMsOf(text)).toISOString();
  } catch {
    throw new InvalidArgumentError(
      `${text}: not a date or instant that exists, e.g. 2022-03-15, 2022-03-15T09:30 or 2022-03-15T02:30:00Z`,
    );
  }
}

/** A moment as a person types it: an instant, or the position of an event that it is right after: `#4711`, `4711`. */
export function momentArgument(text: string): string {
  const [, position] = /^#?([1-9]\d{0,14})$/.exec(text) ?? [];
  if (position !== undefined) return `#${position}`;
  if (text.startsWith('#')) throw new InvalidArgumentError(`${text}: not the position of an event, e.g. #18000`);
  return instantArgument(text);
}

function epochMsOf(text: string): number {
  if (dateForm.test(text)) {
    const next = Temporal.PlainDate.from(text, { overflow: 'reject' }).add({ days: 1 });
    return next.toZonedDateTime(province).epochMilliseconds - 1;
  }
  if (localForm.test(text))
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(province).epochMilliseconds;
  return Temporal.Instant.from(text).epochMilliseconds;
}

/** An instant as it reads in the province: `15/03/2022 09:30:00`. */
export function localText(instant: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(province);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = [local.hour, local.minute, local.second].map(two).join(':');
  return `${two(local.day)}/${two(local.month)}/${local.year} ${time}`;
}
