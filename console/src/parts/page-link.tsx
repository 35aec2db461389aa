import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';

interface PageLinkProps {
  /** A path of `paths`. */
  readonly to: string;
  readonly variant?: LinkProps['variant'];
  readonly children: ReactNode;
}

/** A link to another page of the console: a real one, that can be opened in a new tab. */
export function PageLink({ to, variant, children }: PageLinkProps) {
  const navigate = useNavigate();
  const href = useHref(to);
  return (
    <Link
      href={href}
      {...(variant === undefined ? {} : { variant })}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    >
      {children}
    </Link>
  );
}
