import type { Inspection } from '@hoso/contracts';
import type { Field } from './fields.ts';
import type { InspectionStep } from './inspection-steps.ts';
import type { Texts } from './words/vi.ts';

/** What the fields of a step are made of. */
export interface StepContext {
  readonly inspection: Inspection;
  /** The unit of who fills them in. */
  readonly own: string;
  readonly t: Texts;
  readonly unitNameOf: (id: string) => string;
}

/** What each step of an inspection is told by. */
export const stepFields: Readonly<Record<InspectionStep, (context: StepContext) => readonly Field[]>> = {
  announcement: () => [],
  sample: ({ t: { inspections: words } }) => [
    choice('method', words.method, Object.entries(words.methods)),
    { name: 'size', kind: 'number', label: words.fields.size, begun: '20' },
    choice('stratifyBy', words.stratifyBy, [['', '–'], ...Object.entries(words.strata)]),
    { name: 'seed', kind: 'line', label: words.seed, hint: words.fields.seedWhy },
  ],
  checks: (context) => {
    const { checklist, checks } = context.inspection;
    const { fields, verdicts } = context.t.inspections;
    const items = checklist.map((text, place): [string, string] => [String(place + 1), `${place + 1}. ${text}`]);
    const open = items.find(([number]) => !checks.some(({ item }) => String(item) === number));
    return [
      { ...choice('item', fields.item, items), ...(open ? { begun: open[0] } : {}) },
      choice('verdict', fields.verdict, Object.entries(verdicts)),
      dossierOf(context),
      { name: 'note', kind: 'paragraph', label: fields.note },
    ];
  },
  findings: (context) => {
    const { fields } = context.t.inspections;
    return [
      { name: 'statement', kind: 'paragraph', label: fields.statement },
      choice('severity', fields.severity, Object.entries(context.t.findings.severity)),
      unitOf(context),
      { name: 'person', kind: 'line', label: fields.person },
      dossierOf(context),
      { name: 'article', kind: 'line', label: fields.article },
      { name: 'positions', kind: 'numbers', label: fields.positions, hint: fields.positionsWhy },
      { name: 'replyDueAt', kind: 'instant', label: fields.replyDueAt },
    ];
  },
  replies: ({ inspection: { findings }, own, t: { inspections: words } }) => [
    choice(
      'finding',
      words.fields.about,
      findings.filter(({ unit }) => unit === own).map(({ finding }) => numbered(finding, words.finding)),
    ),
    choice('stance', words.fields.stance, Object.entries(words.stances)),
    { name: 'reply', kind: 'paragraph', label: words.fields.reply },
  ],
  measures: (context) => {
    const { inspections: words } = context.t;
    const { findings } = context.inspection;
    return [
      { name: 'text', kind: 'paragraph', label: words.fields.text },
      { name: 'dueAt', kind: 'instant', label: words.dueAt },
      choice('finding', words.fields.about, [
        ...findings.map(({ finding }) => numbered(finding, words.finding)),
        ['', words.fields.none],
      ]),
      unitOf(context),
      { name: 'person', kind: 'line', label: words.fields.person },
    ];
  },
  reports: ({ inspection: { measures }, own, t: { inspections: words } }) => [
    choice(
      'measure',
      words.fields.measure,
      measures.filter(({ unit }) => unit === own).map(({ measure }) => numbered(measure, words.measure)),
    ),
    { name: 'report', kind: 'paragraph', label: words.fields.report },
  ],
  'follow-ups': ({ inspection: { measures }, t: { inspections: words } }) => [
    choice(
      'measure',
      words.fields.measure,
      measures.map(({ measure }) => numbered(measure, words.measure)),
    ),
    choice('outcome', words.fields.outcome, Object.entries(words.outcomes)),
    { name: 'note', kind: 'paragraph', label: words.fields.note },
  ],
  closing: ({ t: { inspections: words } }) => [
    { name: 'conclusion', kind: 'paragraph', label: words.fields.conclusion },
  ],
};

/** What an inspection is opened with. A head inspects his own unit. */
export function openingFields({ inspections: words }: Texts, ownUnit: string | undefined): readonly Field[] {
  const { fields } = words;
  return [
    choice('kind', fields.kind, Object.entries(words.kinds)),
    { name: 'title', kind: 'line', label: fields.title },
    { name: 'decision', kind: 'line', label: fields.decision },
    { name: 'units', kind: 'words', label: fields.units, hint: fields.unitsWhy, begun: ownUnit ?? '' },
    { name: 'procedures', kind: 'words', label: fields.procedures, hint: fields.proceduresWhy },
    { name: 'from', kind: 'date', label: fields.from },
    { name: 'to', kind: 'date', label: fields.to },
    { name: 'checklist', kind: 'lines', label: fields.checklist, hint: fields.checklistWhy },
  ];
}

type Options = NonNullable<Field['options']>;

/** One of several; the first is chosen until somebody chooses. */
function choice(name: string, label: string, options: Options): Field {
  return { name, kind: 'choice', label, options, begun: options[0]?.[0] ?? '' };
}

function numbered(one: number, word: (number: string) => string): readonly [string, string] {
  return [String(one), word(String(one))];
}

function dossierOf({ inspection: { sample }, t }: StepContext): Field {
  const { fields } = t.inspections;
  const drawn = (sample?.drawn ?? []).map((id): readonly [string, string] => [id, id]);
  return choice('dossier', fields.dossier, [['', fields.everyDossier], ...drawn]);
}

function unitOf({ inspection: { units }, t, unitNameOf }: StepContext): Field {
  const { unit } = t.inspections.fields;
  if (!units) return { name: 'unit', kind: 'line', label: unit };
  return choice(
    'unit',
    unit,
    units.map((one) => [one, unitNameOf(one)]),
  );
}
