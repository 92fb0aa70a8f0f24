import type { ReactNode } from 'react';
import { momentText } from '../format.ts';
import { useTexts } from '../language.ts';

/** What a person wrote: of any direction and length, kept from its neighbours. */
export function Written({ children }: { readonly children: string }): ReactNode {
  return <bdi className="written">{children}</bdi>;
}

/** A moment, as people read it here and as machines do. */
export function When({ at }: { readonly at: string }): ReactNode {
  const { language } = useTexts();
  return <time dateTime={at}>{momentText(at, language)}</time>;
}

/** Names and what they stand for; what is `undefined` is left out. */
export function Facts({
  of,
  className = '',
}: {
  readonly of: readonly Fact[];
  readonly className?: string;
}): ReactNode {
  return (
    <dl className={`facts ${className}`}>
      {of.map(([name, value]) =>
        value === undefined || value === null || value === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

export type Fact = readonly [name: string, value: ReactNode];
