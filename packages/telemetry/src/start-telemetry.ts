import { log } from './log.ts';
import { noTelemetry, type Telemetry } from './telemetry.ts';
import { type Environment, telemetrySettings } from './telemetry-settings.ts';

export interface StartOptions {
  /** What the process is called where nobody calls it otherwise. */
  readonly service: string;
  readonly environment?: Environment | undefined;
  /** Takes what telemetry says of itself; the log where it is left out. */
  readonly tell?: (line: string) => void;
}

/** The telemetry that the environment asks for. Nothing of OpenTelemetry is loaded while it asks for none. */
export async function startTelemetry(options: StartOptions): Promise<Telemetry> {
  const { service, environment = process.env, tell = log.info } = options;
  const { settings, mistakes } = telemetrySettings(service, environment);
  for (const mistake of mistakes) tell(mistake);
  if (!settings) return noTelemetry;
  const { openTelemetry } = await import('./open-telemetry.ts');
  return await openTelemetry(settings, tell);
}
