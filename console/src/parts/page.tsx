import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { defineTexts, useTexts } from '../language/language.tsx';
import { addressOf, pathOf } from './addresses.ts';

const TEXTS = defineTexts({ en: { way: 'Breadcrumbs' }, ja: { way: 'パンくずリスト' } });

/** One step of the way to a page. */
export interface Crumb {
  readonly text: string;
  /** A path of `paths`; the page itself has none. */
  readonly to?: string | undefined;
}

interface PageProps {
  readonly title: string;
  /** The way to this page, without it. */
  readonly crumbs?: readonly Crumb[] | undefined;
  readonly description?: ReactNode;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** A table or a wizard brings its own title: then there is no other on the page. */
  readonly hasOwnTitle?: boolean | undefined;
  readonly children: ReactNode;
}

/** A page's frame: its way, its title (in the browser's tab too), its actions, and what it shows, one below the other. */
export function Page({ title, crumbs, description, actions, hasOwnTitle, children }: PageProps) {
  const texts = useTexts(TEXTS);
  const navigate = useNavigate();
  useEffect(() => {
    document.title = `${title} · Utsuwa`;
  }, [title]);
  const header =
    hasOwnTitle === true ? undefined : (
      <Header variant="h1" description={description} actions={actions}>
        {title}
      </Header>
    );
  const way = (
    <BreadcrumbGroup
      ariaLabel={texts.way}
      items={[...(crumbs ?? []), { text: title }].map(({ text, to }) => ({
        text,
        href: to === undefined ? '' : addressOf(to),
      }))}
      onFollow={(event) => {
        event.preventDefault();
        if (event.detail.href !== '') void navigate(pathOf(event.detail.href));
      }}
    />
  );
  return (
    <ContentLayout {...(header === undefined ? {} : { header })} breadcrumbs={way}>
      <SpaceBetween size="l">{children}</SpaceBetween>
    </ContentLayout>
  );
}
