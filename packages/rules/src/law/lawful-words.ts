import type { BreachFacts } from './law-machine.ts';
import { localText } from './local-time.ts';
import type { Words } from './rule-head.ts';

const placeholder = /\{(\w+)\}/g;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const date = /^(\d{4})-(\d\d)-(\d\d)$/;

/** The names that a text puts in braces. */
export function placeholdersOf(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, name = '']) => name);
}

/** Says what would have been lawful with the facts of a breach, instants and dates as people write them. */
export function lawfulWords({ vi, en }: Words, facts: BreachFacts): Words {
  const say = (text: string) => text.replace(placeholder, (asked, name: string) => factText(facts[name] ?? asked));
  return { vi: say(vi), en: say(en) };
}

function factText(fact: string | number): string {
  if (typeof fact === 'number') return String(fact);
  return instant.test(fact) ? localText(Date.parse(fact)) : fact.replace(date, '$3/$2/$1');
}
