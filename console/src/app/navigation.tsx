import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation';
import { useLocation, useNavigate } from 'react-router';
import { defineTexts, useLanguage, useTexts } from '../language/language.tsx';
import { addressOf, pathOf } from '../parts/addresses.ts';
import { paths } from '../parts/paths.ts';
import { ALL_PAGES } from './all-pages.ts';
import type { Section } from './console-page.ts';
import { listOf } from './list-of.ts';

const TEXTS = defineTexts<{ readonly title: string; readonly sections: Readonly<Record<Section, string>> }>({
  en: {
    title: 'Utsuwa',
    sections: {
      overview: 'Access',
      iam: 'IAM',
      ec2: 'EC2',
      s3: 'S3',
      lambda: 'Lambda',
      cloudformation: 'CloudFormation',
      tags: 'Tags',
    },
  },
  ja: {
    title: 'Utsuwa',
    sections: {
      overview: 'アクセス',
      iam: 'IAM',
      ec2: 'EC2',
      s3: 'S3',
      lambda: 'Lambda',
      cloudformation: 'CloudFormation',
      tags: 'タグ',
    },
  },
});

const SECTIONS: readonly Section[] = ['overview', 'iam', 'ec2', 's3', 'lambda', 'cloudformation', 'tags'];

/** The way to every page that is not reached from another one. */
export function Navigation() {
  const texts = useTexts(TEXTS);
  const { language } = useLanguage();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const place = listOf(pathname);
  const listed = ALL_PAGES.flatMap(({ path, navigation }) =>
    navigation === undefined ? [] : [{ path, ...navigation }],
  );
  const items: SideNavigationProps.Item[] = SECTIONS.flatMap((section) => {
    const pages = listed.filter((page) => page.section === section);
    if (pages.length === 0) return [];
    return [
      {
        type: 'section-group' as const,
        title: texts.sections[section],
        items: pages.map(({ path, text }) => ({
          type: 'link' as const,
          text: text[language],
          href: addressOf(path),
        })),
      },
    ];
  });
  const active = listed
    .map(({ path }) => path)
    .filter((path) => place === path || place.startsWith(`${path}/`))
    .sort((a, b) => b.length - a.length)[0];
  return (
    <SideNavigation
      header={{ text: texts.title, href: addressOf(paths.home()) }}
      items={items}
      activeHref={addressOf(active ?? pathname)}
      onFollow={(event) => {
        event.preventDefault();
        void navigate(pathOf(event.detail.href));
      }}
    />
  );
}
