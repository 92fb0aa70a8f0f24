import type { ReactNode } from 'react';
import type { Told } from '../use-answer.ts';
import { Answered } from './answered.tsx';
import { type Fresh, FreshAs } from './freshness.tsx';
import { Pager } from './pager.tsx';

interface PageOf<Item> extends Fresh {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

/** A page of a list: its rows, or that there are none; the way to the next, unless the first is all; its freshness. */
export function PageRows<Item>({
  told,
  after,
  onGo,
  none,
  children,
}: {
  readonly told: Told<PageOf<Item>>;
  readonly after?: string | undefined;
  readonly onGo?: (after: string | undefined) => void;
  readonly none: string;
  readonly children: (items: readonly Item[]) => ReactNode;
}): ReactNode {
  return (
    <Answered told={told}>
      {(page) => (
        <>
          {page.items.length === 0 ? <p className="quiet">{none}</p> : null}
          {children(page.items)}
          {onGo ? <Pager next={page.next} after={after} onGo={onGo} /> : null}
          <FreshAs of={page} />
        </>
      )}
    </Answered>
  );
}
