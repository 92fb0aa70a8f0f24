import { isPassing, unavailable } from './failure.ts';

/** A server that is gone is asked again after these pauses; then whoever waits is told. */
export const retryPausesMs: readonly number[] = [20, 100, 400, 1_500];

/** What `work` answers, tried again while its failures pass. It MUST be harmless to repeat. */
export async function retrying<Answer>(work: () => Promise<Answer>, setting?: string): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const pauseMs = retryPausesMs[tries];
      if (!isPassing(error) || pauseMs === undefined) throw unavailable(error, setting);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
