import type { ReactNode } from 'react';
import { exactText, momentText } from '../format.ts';
import { useTexts } from '../language.ts';
import { useUnitNames } from '../names.ts';

/** What a person wrote: of any direction and length, kept from its neighbours. */
export function Written({ children }: { readonly children: string }): ReactNode {
  return <bdi className="written">{children}</bdi>;
}

/** A moment, as people read it here and as machines do. */
export function When({ at, exact = false }: { readonly at: string; readonly exact?: boolean }): ReactNode {
  const { language } = useTexts();
  return <time dateTime={at}>{exact ? exactText(at, language) : momentText(at, language)}</time>;
}

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Any single value: an instant as people read it, a unit by its name, the members of an object one after the other. */
export function Value({ of }: { readonly of: unknown }): ReactNode {
  const nameOf = useUnitNames();
  if (of === undefined || of === null) return '–';
  if (typeof of === 'string' && instantForm.test(of)) return <When at={of} exact />;
  if (typeof of !== 'object') return <Written>{nameOf(String(of))}</Written>;
  const members = Object.values(of).filter((one) => typeof one !== 'object');
  return <Written>{members.map((one) => nameOf(String(one))).join(' · ')}</Written>;
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
