import type { Deed } from '../demo/deeds.ts';

/** What is done at an instant. */
export type Line = readonly [at: number, ...Deed[]];
