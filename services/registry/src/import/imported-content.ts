import { folded, foldedWords, type ProcedureVersion, type RequiredDocument } from '@hoso/contracts';
import type { SaidProcedure } from './said-procedure.ts';

type Content = Omit<ProcedureVersion, 'version' | 'effectiveFrom'>;

/** What is true of an imported version and not said by its source. Those that no longer hold are taken back. */
const notes = {
  steps: 'Steps and their roles: the source has none; an officer verifies, the head signs',
  english: 'The name in English: the source has none; the Vietnamese one stands for it',
  terms: 'Terms marked "unstated": the source gives no unit, or no certain one; no due date is computed from them',
  documents: 'Documents marked not needed: the source lists them, some as headings or alternatives; none is demanded',
};
const transient: ReadonlySet<string> = new Set([notes.english, notes.terms, notes.documents]);

const source =
  'Tệp danh mục thủ tục của Cổng Dịch vụ công quốc gia / file of procedures, National Public Service Portal';

const assumedSteps: Content['steps'] = [
  { code: 'verify', name: { vi: 'Thẩm định hồ sơ', en: 'Verify the dossier' }, role: 'officer' },
  { code: 'sign', name: { vi: 'Ký kết quả', en: 'Sign the result' }, role: 'head' },
];

/** Of a version. */
const documentsMax = 100;
const assumedMax = 20;
const codeCharsMax = 48;

/**
 * The content that follows from a row and the newest version. What the row does not say stays as it is, or is assumed
 * and marked so: steps and their roles, whether the clerk may process, the name in English, the unit of a term, which
 * documents are needed. What was made of a row and a version is not changed by the same row again.
 */
export function importedContent(said: SaidProcedure, newest: ProcedureVersion | undefined): Content {
  const english = newest && newest.name.en !== newest.name.vi ? newest.name.en : said.name;
  const { version: _, effectiveFrom: __, ...before } = newest ?? { version: 0, effectiveFrom: '' };
  const content = {
    // What no row says, a version keeps: its cases, who must appear, whose law it is under.
    ...before,
    code: said.code,
    name: { vi: said.name, en: english },
    levels: said.levels,
    terms: termsOf(said.terms, newest?.terms ?? {}),
    documents: documentsOf(said, newest?.documents ?? []),
    fee: said.fee ?? newest?.fee ?? {},
    steps: newest?.steps ?? assumedSteps,
    clerkMayProcess: newest?.clerkMayProcess ?? false,
    source: {
      text: source,
      ...(said.url === undefined ? {} : { url: said.url }),
      ...(said.decision === undefined ? {} : { decision: said.decision }),
    },
    ...(said.field === undefined ? {} : { field: said.field }),
    ...(said.result === undefined ? {} : { result: said.result }),
  };
  return { ...content, assumed: assumedOf(content, newest) };
}

function assumedOf({ name, terms, documents }: Omit<Content, 'assumed'>, newest: ProcedureVersion | undefined) {
  const now = [
    ...(name.en === name.vi ? [notes.english] : []),
    ...(Object.values(terms).some((term) => term?.unit === 'unstated') ? [notes.terms] : []),
    ...(documents.some(({ needed }) => !needed) ? [notes.documents] : []),
  ];
  const before = newest ? newest.assumed.filter((note) => !transient.has(note)) : [notes.steps];
  return [...now, ...before].slice(0, assumedMax);
}

type Terms = Content['terms'];

/** A source that gives no unit does not contradict a version that does: somebody has looked it up. */
function termsOf(said: Terms, known: Terms): Terms {
  const of = (channel: keyof Terms): Terms => {
    const [term, before] = [said[channel], known[channel]];
    if (!term) return {};
    return { [channel]: term.unit === 'unstated' && before && before.unit !== 'unstated' ? before : term };
  };
  return { ...of('counter'), ...of('online'), ...of('post') };
}

/**
 * The documents of the row, each under the code that one of its name has already. That a document is needed somebody
 * has said: a row neither says so nor takes it back.
 */
function documentsOf({ documents: said }: SaidProcedure, known: readonly RequiredDocument[]): RequiredDocument[] {
  const byName = new Map(known.map((document) => [keyOf(document), document]));
  const listed = new Map(said.map((document) => [keyOf(document), document]));
  const kept = known.filter((document) => document.needed && !listed.has(keyOf(document)));
  const taken = new Set([...kept, ...[...listed.keys()].flatMap((name) => byName.get(name) ?? [])].map(codeOf));
  const rows = Array.from(listed, ([key, { name, form, ...counts }]): RequiredDocument => {
    const before = byName.get(key);
    if (before) return { ...before, name, ...(before.needed ? {} : { form }), ...counts };
    const code = freeCode(name, taken);
    taken.add(code);
    return { code, name, form, needed: false, ...counts };
  });
  return [...kept, ...rows].slice(0, documentsMax);
}

/** One document, however it is spelt; and however often the row lists it. */
function keyOf({ name }: Pick<RequiredDocument, 'name'>): string {
  return folded(name) || name;
}

function codeOf({ code }: RequiredDocument): string {
  return code;
}

/** The beginning of the name in the letters that a code may have; a number after it where that is taken. */
function freeCode(name: string, taken: ReadonlySet<string>): string {
  const words = foldedWords(name).map((word) => word.replace(/[^a-z0-9]/g, ''));
  const whole = words.filter((word) => word !== '').join('-');
  const begun = whole.length > codeCharsMax ? whole.slice(0, codeCharsMax).replace(/-+[^-]*$/, '') : whole;
  const code = begun.length > 1 ? begun : 'document';
  for (let free = code, count = 2; ; count++) {
    if (!taken.has(free)) return free;
    free = `${code}-${count}`;
  }
}
