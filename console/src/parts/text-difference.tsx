import { useMemo } from 'react';
import { lineDiff } from './line-diff.ts';
import { PolicyText } from './policy-text.tsx';

interface TextDifferenceProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Two documents in one: lines that went begin with a minus, lines that came with a plus. */
export function TextDifference({ label, before, after }: TextDifferenceProps) {
  const lines = useMemo(() => lineDiff(before, after), [before, after]);
  return (
    <PolicyText
      label={label}
      text={lines.map(({ sign, line }) => `${sign} ${line}`).join('\n')}
      marks={lines.flatMap(({ sign }, index) =>
        sign === ' '
          ? []
          : [
              {
                from: index + 1,
                to: index + 1,
                kind: sign === '+' ? ('allows' as const) : ('denies' as const),
              },
            ],
      )}
    />
  );
}
