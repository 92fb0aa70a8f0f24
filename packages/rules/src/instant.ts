const FORM = /^\d{4}-\d\d-(\d\d)T\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?$/;

/**
 * The instant that a text of RFC 3339 names, in whole milliseconds since 1970 UTC (finer digits are cut off);
 * undefined where it has another form or does not exist. A text without an offset is read as UTC, as the readers of
 * event logs do.
 */
export const findInstant = (text: string): number | undefined => {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const local = Date.parse(`${text.slice(0, 19)}Z`);
  // JavaScript takes 30 February for 2 March.
  if (Number.isNaN(local) || new Date(local).getUTCDate() !== Number(match[1])) return undefined;
  const instant = Date.parse(match[2] === undefined ? `${text}Z` : text);
  return Number.isNaN(instant) ? undefined : instant;
};
