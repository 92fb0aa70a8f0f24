/** Why a file is no scan. */
export type ScanFault =
  | 'empty'
  | 'unknown-type'
  | 'other-type'
  | 'not-whole'
  | 'more-after-its-end'
  | 'another-file-within';

/** A file that is not taken as a scan: nothing of it is kept. */
export class ScanRefused extends Error {
  override readonly name = 'ScanRefused';

  constructor(readonly fault: ScanFault) {
    super(fault);
  }
}
