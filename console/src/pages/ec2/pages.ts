import type { ConsolePage } from '../../app/console-page.ts';

/** EC2's pages. */
export const ec2Pages: readonly ConsolePage[] = [
  {
    path: '/ec2/instances',
    load: () => import('./instances/instances-page.tsx'),
    navigation: { section: 'ec2', text: { en: 'Instances', ja: 'インスタンス' } },
  },
  { path: '/ec2/instances/launch', load: () => import('./launch/launch-page.tsx') },
  { path: '/ec2/instances/:id', load: () => import('./instance/instance-page.tsx') },
  {
    path: '/ec2/instances/:id/modify-iam-role',
    load: () => import('./modify-iam-role/modify-iam-role-page.tsx'),
  },
  {
    path: '/ec2/iam-instance-profile-associations',
    load: () => import('./associations/associations-page.tsx'),
    navigation: {
      section: 'ec2',
      text: { en: 'Instance profile associations', ja: 'プロファイルの関連付け' },
    },
  },
];
