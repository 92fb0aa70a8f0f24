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

/** What people call the names in facts. */
export type Dictionary = Readonly<Record<string, Words>>;

/**
 * Says what would have been lawful with the facts of a breach: instants and dates as people write them, names by what
 * people call them.
 */
export function lawfulWords({ vi, en }: Words, facts: BreachFacts, words: Dictionary): Words {
  const say = (text: string, language: keyof Words) => {
    const said = text.replace(placeholder, (asked, name: string) => factText(facts[name] ?? asked, words, language));
    return said.charAt(0).toLocaleUpperCase(language) + said.slice(1);
  };
  return { vi: say(vi, 'vi'), en: say(en, 'en') };
}

function factText(fact: string | number, words: Dictionary, language: keyof Words): string {
  if (typeof fact === 'number') return String(fact);
  if (instant.test(fact)) return localText(Date.parse(fact));
  return fact
    .split(', ')
    .map((name) => (Object.hasOwn(words, name) ? words[name]?.[language] : undefined) ?? name.replace(date, '$3/$2/$1'))
    .join(', ');
}
