import type { Actor } from '@hoso/contracts';
import type { Field } from './fields.ts';
import type { PetitionStep } from './petition-steps.ts';
import type { Texts } from './words/vi.ts';

/** What each step of a petition is told by. */
export function stepFields(step: PetitionStep, { work: { petitions: words } }: Texts): readonly Field[] {
  const { fields } = words;
  switch (step) {
    case 'acceptance':
      return [];
    case 'assignment':
      return [{ name: 'officer', kind: 'line', label: words.officer, hint: fields.officerWhy }];
    case 'answer':
      return [
        choice('verdict', words.verdict, Object.entries(words.verdicts)),
        { name: 'answer', kind: 'paragraph', label: words.answer },
      ];
    case 'extension':
    case 'withdrawal':
      return [{ name: 'reason', kind: 'paragraph', label: fields.reason }];
    case 'forwarding':
      return [
        { name: 'unit', kind: 'line', label: words.unit, hint: fields.unitWhy },
        { name: 'reason', kind: 'paragraph', label: fields.reason },
      ];
    case 'rating':
      return [{ name: 'rating', kind: 'number', label: words.rating }];
  }
}

/** What a petition is received with: online by the petitioner, otherwise by whoever takes it in. */
export function receivingFields({ work: { petitions: words } }: Texts, { role, unit }: Actor): readonly Field[] {
  const { fields } = words;
  const channels = Object.entries(words.channels).filter(([one]) => (one === 'online') === (role === 'applicant'));
  return [
    choice('kind', fields.kind, Object.entries(words.kinds)),
    choice('topic', fields.topic, Object.entries(words.topics)),
    choice('channel', words.channel, channels),
    { name: 'text', kind: 'paragraph', label: words.text },
    {
      ...{ name: 'unit', kind: 'line', label: words.unit, hint: fields.unitWhy },
      begun: role === 'applicant' ? '' : unit,
    },
    { name: 'dossiers', kind: 'words', label: words.dossiers, hint: fields.dossiersWhy },
    choice('petitionerKind', fields.petitionerKind, Object.entries(fields.petitionerKinds)),
    { name: 'petitionerName', kind: 'line', label: words.petitioner },
    { name: 'petitionerPhone', kind: 'line', label: fields.phone },
    { name: 'petitionerAddress', kind: 'line', label: fields.address },
  ];
}

/** The command's content: who writes is a member of its own. */
export function receivedContent(typed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const {
    petitionerKind: kind,
    petitionerName: name,
    petitionerPhone: phone,
    petitionerAddress: address,
    ...content
  } = typed;
  const told = Object.entries({ kind, name, phone, address }).filter(([, value]) => value !== undefined);
  return { ...content, petitioner: Object.fromEntries(told) };
}

/** One of several; the first is chosen until somebody chooses. */
function choice(name: string, label: string, options: NonNullable<Field['options']>): Field {
  return { name, kind: 'choice', label, options, begun: options[0]?.[0] ?? '' };
}
