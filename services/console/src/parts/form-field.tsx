import { type ReactNode, useId } from 'react';
import type { Field } from '../fields.ts';

/** A field with its label, what it is for, and what is wrong with it, said where it is. */
export function FormField({
  field: { name, kind, label, hint, options = [] },
  value,
  objection,
  onType,
}: {
  readonly field: Field;
  readonly value: string;
  readonly objection: string | undefined;
  readonly onType: (value: string) => void;
}): ReactNode {
  const id = useId();
  const described = [hint && `${id}-hint`, objection && `${id}-wrong`].filter(Boolean).join(' ') || undefined;
  const common = {
    id,
    name,
    value,
    autoComplete: 'off',
    'aria-describedby': described,
    'aria-invalid': objection !== undefined,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onType(target.value),
  };
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="quiet">
          {hint}
        </span>
      )}
      {kind === 'choice' ? (
        <select {...common}>
          {options.map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      ) : kind === 'paragraph' || kind === 'lines' ? (
        <textarea {...common} rows={3} maxLength={4_000} />
      ) : (
        <input {...common} {...inputOf[kind]} maxLength={2_000} />
      )}
      {objection === undefined ? null : (
        <span id={`${id}-wrong`} className="wrong">
          {objection}
        </span>
      )}
    </div>
  );
}

const inputOf = {
  line: { type: 'text' },
  words: { type: 'text' },
  numbers: { type: 'text', inputMode: 'numeric' },
  number: { type: 'text', inputMode: 'numeric' },
  date: { type: 'date' },
  instant: { type: 'datetime-local' },
} as const;
