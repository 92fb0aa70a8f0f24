import type { Played } from './play-demo.ts';

/** Says that the demo is being played, and on a terminal how far it is. */
export function showDemo({ acts, of, dossiers, at }: Played): void {
  if (acts === 1) console.log(`playing the demo: ${dossiers} dossiers of March and April 2022 into a simulated log`);
  if (process.stdout.isTTY) process.stdout.write(`\r  ${acts} of ${of} commands, ${at}${acts === of ? '\n' : ''}`);
}
