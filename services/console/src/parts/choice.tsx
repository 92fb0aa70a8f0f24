import type { ReactNode } from 'react';

/** One of several, chosen in a line. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  words,
  onChoose,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly words: Readonly<Record<Value, string>>;
  readonly onChoose: (value: Value) => void;
}): ReactNode {
  return (
    <label className="inline">
      <span>{label}</span>
      <select value={value} onChange={({ target }) => onChoose(options.find((one) => one === target.value) ?? value)}>
        {options.map((one) => (
          <option key={one} value={one}>
            {words[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
