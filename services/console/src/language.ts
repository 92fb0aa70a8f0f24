import { createContext, useContext } from 'react';
import { en } from './words/en.ts';
import { type Texts, vi } from './words/vi.ts';

export type Language = 'vi' | 'en';
export const languages: readonly Language[] = ['vi', 'en'];

const tables: Readonly<Record<Language, Texts>> = { vi, en };
const remembered = 'hoso-language';

export function isLanguage(text: string | null): text is Language {
  return text === 'vi' || text === 'en';
}

/** What somebody chose here before, or else what his browser asks every site for; Vietnamese where neither says. */
export function preferredLanguage(): Language {
  const chosen = read();
  if (isLanguage(chosen)) return chosen;
  for (const tag of navigator.languages) {
    const primary = tag.slice(0, 2).toLowerCase();
    if (isLanguage(primary)) return primary;
  }
  return 'vi';
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // A browser that keeps nothing is asked again the next time.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
}

export const LanguageContext = createContext<Language>('vi');

/** The language shown, and all its texts. */
export function useTexts(): { readonly language: Language; readonly t: Texts } {
  const language = useContext(LanguageContext);
  return { language, t: tables[language] };
}
