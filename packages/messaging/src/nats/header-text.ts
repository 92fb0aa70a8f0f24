/** What a header cannot hold, or would not give back as it was: all but printable ASCII, and the escape itself. */
const unsafe = /[^\x21-\x7e]+|%/gu;
const safe = /^[\x21-\x24\x26-\x7e]*$/;

/** Any text as the value of a header, percent-encoded as CloudEvents' bindings ask for. */
export function toHeaderText(text: string): string {
  return safe.test(text) ? text : text.toWellFormed().replace(unsafe, encodeURIComponent);
}

/** The text again; a value that others encoded wrongly is taken as it stands. */
export function fromHeaderText(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
