import { z } from 'zod';
import type { AcrossMachine } from './across-machine.ts';
import { AskedAgain, askedAgain, askedAgainFacts } from './asked-again.ts';
import { CodeGivenOnce, codeGivenOnce, codeGivenOnceFacts } from './code-given-once.ts';

/** A rule over several dossiers: the template's name and its parameters. */
export const AcrossRule = z.discriminatedUnion('template', [AskedAgain, CodeGivenOnce]);
export type AcrossRule = z.infer<typeof AcrossRule>;

export const acrossFactsOf: { readonly [Template in AcrossRule['template']]: readonly string[] } = {
  'asked-again': askedAgainFacts,
  'code-given-once': codeGivenOnceFacts,
};

export function compileAcrossRule(rule: AcrossRule): AcrossMachine {
  switch (rule.template) {
    case 'asked-again':
      return askedAgain(rule);
    case 'code-given-once':
      return codeGivenOnce();
    default:
      return unreachable(rule);
  }
}

function unreachable(rule: never): never {
  throw new Error(`no machine for the rule ${JSON.stringify(rule)}`);
}
