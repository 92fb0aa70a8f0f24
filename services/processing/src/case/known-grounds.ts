import type { LegalGround } from '@hoso/contracts';
import { type Ask, boundLaw, boundProcedure } from './bound-facts.ts';
import type { CaseState } from './case-state.ts';

/** What a case may wait for, or be stopped, on. */
export type GroundFor = LegalGround['for'][number];

/**
 * The grounds that the law names to which a dossier is bound, by their codes and articles, and its procedure's own one;
 * nothing where it is bound to no law, since nobody can tell then. A ground that the law does not know is as none
 * (V27).
 */
export function knownGrounds(ask: Ask): (state: CaseState, use: GroundFor) => Promise<readonly string[] | undefined> {
  return async (state, use) => {
    if (state.status === 'none' || !state.opened.law) return undefined;
    const { grounds } = await boundLaw(ask, state.opened.law);
    const named = grounds.filter((ground) => ground.for.includes(use));
    const procedure = use === 'pause' ? await boundProcedure(ask, state.opened) : undefined;
    const own = procedure?.financialObligationGround;
    return [...named.flatMap(({ code, article }) => [code, article]), ...(own === undefined ? [] : [own])];
  };
}
