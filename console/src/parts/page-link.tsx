import Link, { type LinkProps } from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useHref, useNavigate } from 'react-router';

interface PageLinkProps {
  /** A path of `paths`. */
  readonly to: string;
  readonly variant?: LinkProps['variant'];
  /** What a screen reader says, where the text alone does not tell where it leads. */
  readonly label?: string | undefined;
  readonly children: ReactNode;
}

/** A link to another page of the console: a real one, that can be opened in a new tab. */
export function PageLink({ to, variant, label, children }: PageLinkProps) {
  const navigate = useNavigate();
  const href = useHref(to);
  return (
    <Link
      href={href}
      {...(variant === undefined ? {} : { variant })}
      {...(label === undefined ? {} : { ariaLabel: label })}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(to);
      }}
    >
      {children}
    </Link>
  );
}
