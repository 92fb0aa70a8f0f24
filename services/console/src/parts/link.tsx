import type { MouseEvent, ReactNode } from 'react';
import { type Address, go, hrefOf } from '../address.ts';

/** A link within the page: a real address, so that it opens in another tab too. */
export function Link({
  to,
  children,
  className,
  current = false,
}: {
  readonly to: Partial<Address>;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
}): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={hrefOf(to)} onClick={follow} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  );
}
