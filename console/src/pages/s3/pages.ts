import type { ConsolePage } from '../../app/console-page.ts';

export const s3Pages: readonly ConsolePage[] = [
  {
    path: '/s3/buckets',
    load: () => import('./buckets/buckets-page.tsx'),
    navigation: { section: 's3', text: { en: 'Buckets', ja: 'バケット' } },
  },
  { path: '/s3/create-bucket', load: () => import('./buckets/create-bucket-page.tsx') },
  { path: '/s3/buckets/:bucket', load: () => import('./bucket-page.tsx') },
  { path: '/s3/buckets/:bucket/upload', load: () => import('./upload/upload-page.tsx') },
  { path: '/s3/buckets/:bucket/object', load: () => import('./objects/object-page.tsx') },
];
