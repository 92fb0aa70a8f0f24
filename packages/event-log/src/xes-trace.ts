/** The element names of XES attributes; `list` and `container` hold their values as children. */
export const ATTRIBUTE_TYPES = ['string', 'date', 'int', 'float', 'boolean', 'id', 'list', 'container'] as const;
export type XesAttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** One attribute as written: its value stays text, so that nothing is lost or rounded. Keys may hold blanks. */
export interface XesAttribute {
  readonly key: string;
  readonly type: XesAttributeType;
  /** Empty for a list or container, and where the file has no value. */
  readonly value: string;
  /** Nested attributes in file order; absent where there are none. */
  readonly children?: readonly XesAttribute[] | undefined;
}

export interface XesEvent {
  /** `concept:name`, never empty. */
  readonly activity: string;
  /** `time:timestamp` in milliseconds since 1970 UTC. */
  readonly time: number;
  /** `time:timestamp` as written, with its offset. */
  readonly timeText: string;
  /** All attributes in file order, `concept:name` and `time:timestamp` among them. */
  readonly attributes: readonly XesAttribute[];
}

/** One case. Its events stand in file order, which need not be the order of their times. */
export interface XesTrace {
  /** The trace's `concept:name`; absent where the file names none. */
  readonly name?: string;
  /** The line on which the trace begins, from 1. */
  readonly line: number;
  readonly attributes: readonly XesAttribute[];
  readonly events: readonly XesEvent[];
}

/** The attribute of that key, undefined where there is none; the last one where a file repeats a key. */
export const findAttribute = (attributes: readonly XesAttribute[], key: string): XesAttribute | undefined =>
  attributes.findLast((attribute) => attribute.key === key);
