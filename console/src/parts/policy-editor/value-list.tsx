import Link from '@cloudscape-design/components/link';
import { useState } from 'react';
import { defineTexts, useTexts } from '../../language/language.tsx';

const TEXTS = defineTexts({
  en: { more: (count: number) => `Show ${count} more`, fewer: 'Show fewer' },
  ja: { more: (count: number) => `他 ${count} 件を表示`, fewer: '表示を減らす' },
});

/** How many are shown before somebody asks for the rest. */
const FEW = 4;

interface ValueListProps {
  readonly values: readonly string[];
  /** Said before them. */
  readonly lead?: string | undefined;
}

/** Values of a policy, one a line: some of them first, where there are many. */
export function ValueList({ values, lead = '' }: ValueListProps) {
  const texts = useTexts(TEXTS);
  const [isWhole, setIsWhole] = useState(false);
  const hidden = values.length - FEW;
  const shown = isWhole || hidden <= 1 ? values : values.slice(0, FEW);
  return (
    <div className="utsuwa-breakable">
      {lead === '' ? null : <div>{lead}</div>}
      {[...new Set(shown)].map((value) => (
        <div key={value}>{value}</div>
      ))}
      {hidden <= 1 ? null : (
        <Link fontSize="body-s" onFollow={() => setIsWhole(!isWhole)}>
          {isWhole ? texts.fewer : texts.more(hidden)}
        </Link>
      )}
    </div>
  );
}
