import { may, refuse, requireAdmitted } from '@hoso/contracts';
import { type Actor, canonicalJson, type DomainCommand } from '@hoso/event-sourcing';
import { seedActor } from './seed.ts';

/** An intent made a command of the registry. */
export type RegistryCommand<Intent extends { readonly type: string; readonly data: unknown }> = Intent &
  Omit<DomainCommand, 'type' | 'data'>;

/** The registry is the registrar's, and the platform's own. Refuses everybody else: nobody insists upon that. */
export function requireRegistrar({ actor }: Pick<DomainCommand, 'actor'>): void {
  requireAdmitted(actor, may.register);
}

/** Whether two publications say the same, member for member. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

/** What is published last, and by whom. */
interface Newest {
  readonly newest: { readonly version: number; readonly effectiveFrom: string };
  readonly by: string;
}

/**
 * The version that content makes: versions count from 1, and none takes effect before the newest. Nothing where that
 * says the same. One of the same date corrects the newest: it is in force from its publication on. Refuses
 * `EffectiveTooEarly`, `AlreadyCorrected`.
 */
export function versionAfter(
  state: Newest | undefined,
  content: { readonly effectiveFrom: string },
  actor: Actor,
): number | undefined {
  if (!state) return 1;
  const { version, ...newest } = state.newest;
  if (saysTheSame(newest, content)) return undefined;
  const { effectiveFrom } = newest;
  if (content.effectiveFrom < effectiveFrom) refuse('EffectiveTooEarly', { effectiveFrom });
  if (content.effectiveFrom === effectiveFrom && !mayCorrect(actor.id, state.by)) {
    refuse('AlreadyCorrected', { effectiveFrom });
  }
  return version + 1;
}

/** What is shipped corrects itself, never what a province has published for the same day. */
export function mayCorrect(actor: string, published: string): boolean {
  return actor !== seedActor.id || published === seedActor.id;
}

/** The first value that stands twice. */
export function findRepeated(values: readonly string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index);
}
