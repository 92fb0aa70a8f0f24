/** The languages that people are answered in. */
export type Language = 'vi' | 'en';

const languages: readonly Language[] = ['vi', 'en'];
const rangesMax = 20;

/** The language that an `Accept-Language` header asks for (RFC 9110 §12.5.4); Vietnamese where it does not say. */
export function languageOf(header: string | undefined): Language {
  const ranges = (header ?? '').split(',', rangesMax).map(rangeOf);
  let best: Language = 'vi';
  let bestWeight = 0;
  for (const language of languages) {
    const weight = weightOf(language, ranges);
    if (weight > bestWeight) {
      best = language;
      bestWeight = weight;
    }
  }
  return best;
}

interface LanguageRange {
  /** The primary tag, `*` for any. */
  readonly tag: string;
  readonly weight: number;
}

function rangeOf(text: string): LanguageRange {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return { tag: tag.split('-')[0] ?? '', weight: /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0 };
}

/** A language's own range counts before `*`, whatever their weights. */
function weightOf(language: Language, ranges: readonly LanguageRange[]): number {
  const own = ranges.filter(({ tag }) => tag === language);
  const matching = own.length > 0 ? own : ranges.filter(({ tag }) => tag === '*');
  return Math.max(0, ...matching.map(({ weight }) => weight));
}
