import { adapterCounts } from './adapter-counts.mjs';

/** What a run of the tests comes to. @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** The one plain line that every `npm test` ends with. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A suite that could not be loaded holds no test that jest could count: it counts as a failure itself. So does a run
 * without any test.
 * @param {import('@jest/reporters').AggregatedResult} results
 * @returns {Counts}
 */
export function countsOf(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    failed: results.numPassedTests + failed === 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** jest reporter. Under `npm test` the counts go to run.mjs, which prints the line when nothing else can follow it. */
export default class ClosingLine {
  constructor() {
    if (!process.send) return;
    // Nobody waits for the result of a run whose parent was killed.
    process.once('disconnect', () => process.exit(1));
    process.channel?.unref();
  }

  onRunComplete(_contexts, results) {
    const counts = countsOf(results);
    for (const line of adapterCounts(results)) console.log(line);
    if (process.send) process.send(counts);
    else process.once('exit', () => console.log(closingLine(counts)));
  }
}
