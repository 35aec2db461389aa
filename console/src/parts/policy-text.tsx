import type { ReactNode } from 'react';

/** Lines that stand out, and why. */
export interface MarkedLines {
  /** First and last line, from 1. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'allows' | 'denies' | 'error' | 'warning' | 'info';
  /** Said below the last of them. */
  readonly note?: ReactNode;
}

interface PolicyTextProps {
  readonly text: string;
  readonly marks?: readonly MarkedLines[] | undefined;
  readonly label: string;
}

/** A document to read, with numbered lines of which some are marked. To write one there is {@link JsonEditor}. */
export function PolicyText({ text, marks, label }: PolicyTextProps) {
  return (
    <section className="utsuwa-policy-text" aria-label={label}>
      {text.split('\n').map((line, index) => {
        const number = index + 1;
        const mark = marks?.find(({ from, to }) => from <= number && number <= to);
        const notes = (marks ?? []).filter(({ to, note }) => to === number && note !== undefined);
        return (
          <div key={number}>
            <div className={mark === undefined ? 'line' : `line ${mark.kind}`}>
              <span className="number" aria-hidden="true">
                {number}
              </span>
              <code>{line}</code>
            </div>
            {notes.map(({ note, kind, from }) => (
              <div key={`${kind} ${from}`} className={`note ${kind}`}>
                {note}
              </div>
            ))}
          </div>
        );
      })}
    </section>
  );
}
