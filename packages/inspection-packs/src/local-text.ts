/** `15/03/2022 09:30:00` as the province's clocks show it: seven hours ahead of UTC, all year. */
export function localText(instant: string): string {
  const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)} ${local.slice(11, 19)}`;
}
