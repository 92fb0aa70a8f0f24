/** Follows the parts of an image to its end. Throws `ScanRefused` for what is none, or goes on after its end. */
export interface Walk {
  take(piece: Uint8Array): void;
  /** Whether the end was reached. */
  isWhole(): boolean;
}
