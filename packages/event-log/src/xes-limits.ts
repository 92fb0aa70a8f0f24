/** What a reader of XES puts up with before it refuses the file; each bounds memory. */
export interface XesLimits {
  /** Characters of XML from `<trace>` to `</trace>`. */
  readonly traceLengthMax: number;
  /** Characters from one tag's end to the next one's: an attribute's value, a comment, a stretch of blanks. */
  readonly textLengthMax: number;
  /** Elements open at once, `log` counted. */
  readonly nestingMax: number;
}

export const XES_LIMITS: XesLimits = {
  traceLengthMax: 64 * 1024 * 1024,
  textLengthMax: 1024 * 1024,
  nestingMax: 64,
};
