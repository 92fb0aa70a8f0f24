/**
 * A number that takes text messages, as E.164 writes it: a Vietnamese one of mobiles, or any that names its country;
 * nothing for a landline.
 */
export function mobileNumber(given: string): string | undefined {
  const digits = given.replaceAll(' ', '');
  const national = /^(?:0|\+84|84)([35789]\d{8})$/.exec(digits)?.[1];
  if (national !== undefined) return `+84${national}`;
  return /^\+(?!84)[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
