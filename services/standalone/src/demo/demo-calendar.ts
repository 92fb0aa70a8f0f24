/** An instant of the demo as it reads on the wall of an office: `MM-DD hh:mm` of 2022. */
export type WallTime = `${number}-${number} ${number}:${number}`;

const minuteMs = 60_000;

/** In milliseconds since 1970. */
export function epochMsAt(wall: WallTime, minutesLater = 0): number {
  const local = Temporal.PlainDateTime.from(`2022-${wall.replace(' ', 'T')}`);
  return local.toZonedDateTime('Asia/Ho_Chi_Minh').epochMilliseconds + minutesLater * minuteMs;
}

/** The offices open on Tuesday, 1 March 2022. */
export const demoBegins = epochMsAt('03-01 07:00');
