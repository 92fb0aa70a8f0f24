import { type ReactNode, useState } from 'react';
import { useTexts } from '../language.ts';

/** Leads to the page after, and back to the first. */
export function Pager({
  next,
  after,
  onGo,
}: {
  readonly next: string | undefined;
  readonly after: string | undefined;
  readonly onGo: (after: string | undefined) => void;
}): ReactNode {
  const { t } = useTexts();
  const [pages, setPages] = useState(1);
  if (next === undefined && after === undefined) return null;
  const turn = (to: string | undefined, page: number): void => {
    setPages(page);
    onGo(to);
  };
  return (
    <p className="pager">
      {after === undefined ? null : (
        <button type="button" onClick={() => turn(undefined, 1)}>
          {t.newest}
        </button>
      )}
      <span className="quiet">{pages}</span>
      {next === undefined ? null : (
        <button type="button" onClick={() => turn(next, pages + 1)}>
          {t.more}
        </button>
      )}
    </p>
  );
}
