import { type BoundUnit, type CodeFormat, type FormSet, formKinds, type Law, type RuleSetRef } from '@hoso/contracts';

const words = (text: string) => ({ vi: text, en: text });

function formsOf(set: FormSet): Law['forms']['value']['list'] {
  const kinds = formKinds.filter((kind) => kind !== 'stop-notice' || set === 'tt03-2025');
  return kinds.map((kind, index) => ({ kind, number: `0${index + 1}`, name: words(kind) }));
}

/** A law as far as the specs look at it. */
function law(set: FormSet, codeFormat: CodeFormat, ...ruleSets: RuleSetRef[]): Law {
  const source = 'for the specs';
  return {
    bound: { ruleSets, forms: set, codeFormat },
    parameters: { supplementRequestsMax: { value: 1, source } },
    forms: { value: { set, list: formsOf(set) }, source },
    codeFormat: { value: codeFormat, source },
    grounds: [],
  };
}

export const law2022 = law('tt01-2018', 'tt01-2018', { id: 'nd61-2018', version: 4 });
export const law2026 = law('tt03-2025', 'tt04-2025', { id: 'nd118-2025', version: 3 });

/** Hạ Long, of a city and of a ward. */
export const unit2022: BoundUnit = { id: 'ha-long-one-stop', version: 1, level: 'district' };
