import {
  type CommandOf,
  type PublishRuleSet,
  type RuleSetPublished,
  type RuleSetVersion,
  refuse,
} from '@hoso/contracts';
import type { Decider, EventOf } from '@hoso/event-sourcing';
import { findRepeated, type RegistryCommand, requireRegistrar, versionAfter } from '../registrar.ts';

export type RuleSetCommand = RegistryCommand<CommandOf<typeof PublishRuleSet>>;
export type RuleSetEvent = EventOf<typeof RuleSetPublished>;

export type RuleSetState =
  | { readonly status: 'unpublished' }
  | { readonly status: 'published'; readonly newest: RuleSetVersion; readonly by: string };

/**
 * A legal rule set and its versions, stream `ruleset-<id>`: parameters with their articles, the forms and the code
 * format in force. A dossier is bound at its reception to the versions of that day, and judged by them for ever.
 */
export const ruleSet: Decider<RuleSetCommand, RuleSetState, RuleSetEvent> = {
  initial: { status: 'unpublished' },
  decide: (command, state) => {
    requireRegistrar(command);
    const { actor, data } = command;
    check(data);
    const version = versionAfter(state.status === 'published' ? state : undefined, data, actor);
    return version === undefined ? [] : [{ type: 'RuleSetPublished', data: { version, ...data } }];
  },
  evolve: (_, { data, actor }) => ({ status: 'published', newest: data, by: actor.id }),
};

function check({ effectiveFrom, effectiveTo, grounds, forms }: RuleSetCommand['data']): void {
  if (effectiveTo !== undefined && effectiveTo < effectiveFrom) {
    refuse('RuleSetInvalid', { reason: `effectiveTo: ${effectiveTo} < ${effectiveFrom}` });
  }
  once(
    'grounds',
    grounds.map(({ code }) => code),
  );
  once('forms', forms?.value.list.map(({ kind }) => kind) ?? []);
  once('forms', forms?.value.list.map(({ number }) => number) ?? []);
}

/** Papers name a ground or a form: each code means one thing. */
function once(list: string, codes: readonly string[]): void {
  const repeated = findRepeated(codes);
  if (repeated !== undefined) refuse('RuleSetInvalid', { reason: `${list}: ${repeated} ×2` });
}
