import type { NodeKind } from './graph/map-graph.ts';

/** Drawn in lines of one width, in a square of 20. */
const SHAPES: Readonly<Record<NodeKind, string>> = {
  policy: 'M5 2h7l4 4v12H5zM12 2v4h4M8 10h5M8 13h5',
  'aws-policy': 'M5 2h7l4 4v12H5zM12 2v4h4M8 13l2-4 2 4',
  'inline-policy': 'M4 4h12v12H4zM7 8h6M7 12h6',
  principal: 'M8 12a4 4 0 1 1 3-3l6 6v2h-3v-2h-2v-2z',
  group: 'M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM14 9a2 2 0 1 0 0-4M2 17c0-7 10-7 10 0zM14 12c3 0 4 2 4 5',
  user: 'M10 9a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM4 18c0-9 12-9 12 0z',
  role: 'M3 14c0-12 14-12 14 0M2 14h16v3H2zM8 6v4M12 6v4',
  profile: 'M4 4h12M5 4c0 5 2 6 2 8s-1 2-1 4h8c0-2-1-2-1-4s2-3 2-8',
  function: 'M5 17L10 7 8 3H6M10 7l4 10h2',
  instance: 'M5 5h10v10H5zM8 2v3M12 2v3M8 15v3M12 15v3M2 8h3M2 12h3M15 8h3M15 12h3',
  bucket: 'M3 4h14l-2 13H5zM3 4c0 2 14 2 14 0',
};

/** A kind's own shape, so that no colour has to say it. */
export function KindShape({ kind }: { readonly kind: NodeKind }) {
  return (
    <svg className={`utsuwa-map-shape ${kind}`} viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d={SHAPES[kind]} fill="none" stroke="currentcolor" strokeWidth="1.6" strokeLinejoin="round" />
    </svg>
  );
}
