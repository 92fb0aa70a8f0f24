/** What an error says of itself, without what caused it: that may hold more than others should see. */
export function wordsOf(error: unknown): string {
  return Error.isError(error) ? error.message : String(error);
}

/** By name, since adapters load when they are used only: errors that end when somebody starts or migrates something. */
const passing: ReadonlyMap<string, readonly string[]> = new Map([
  ['StoreUnavailable', ['unreachable', 'unknown', 'full', 'apart']],
  ['ServerUnusable', ['Unreachable']],
  ['KurrentDbUnusable', ['Unreachable', 'NoLog']],
  ['BusUnusable', ['unreachable', 'noStream', 'withoutJetStream']],
  ['LogError', ['NoLog', 'OlderLog']],
  ['NoResponder', ['nobody', 'timeout']],
  ['ClocksApart', ['apart']],
]);

/** Whether waiting may mend what kept a process from beginning. */
export function passes(error: unknown): boolean {
  if (!Error.isError(error)) return false;
  const reason = 'reason' in error ? error.reason : 'code' in error ? error.code : undefined;
  return passing.get(error.name)?.includes(String(reason)) ?? false;
}
