import CodeEditor, { type CodeEditorProps } from '@cloudscape-design/components/code-editor';
import { useQuery } from '@tanstack/react-query';
import type { Ace } from 'ace-builds';
import { useEffect, useMemo, useState } from 'react';
import { defineTexts, useTexts } from '../language/language.tsx';
import { EmittedTexts } from './emitted-texts.ts';
import { loadModule } from './load-module.ts';

const TEXTS = defineTexts({
  en: {
    loading: 'Loading the editor',
    error: 'The editor could not be loaded.',
    retry: 'Try again',
    group: 'Editor',
    status: 'Status',
    cursor: (row: number, column: number) => `Line ${row}, column ${column}`,
    errors: 'Errors',
    warnings: 'Warnings',
    resize: 'Resize the editor',
    preferences: 'Preferences',
    close: 'Close',
  },
  ja: {
    loading: 'エディターを読み込んでいます',
    error: 'エディターを読み込めませんでした。',
    retry: 'もう一度',
    group: 'エディター',
    status: '状態',
    cursor: (row: number, column: number) => `${row} 行、${column} 列`,
    errors: 'エラー',
    warnings: '警告',
    resize: 'エディターの大きさを変える',
    preferences: '設定',
    close: '閉じる',
  },
});

/** What is wrong with a line, shown at it. */
export interface LineFinding {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly level: 'error' | 'warning' | 'info';
  readonly text: string;
}

interface JsonEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange?: ((value: string) => void) | undefined;
  readonly findings?: readonly LineFinding[] | undefined;
  /** The place to go to; each new object leads there again. Lines from 1, columns from 0. */
  readonly shown?: { readonly line: number; readonly column: number } | undefined;
  readonly language?: 'json' | 'yaml' | 'javascript' | 'python' | undefined;
  /** px */
  readonly height?: number | undefined;
}

type AceModule = typeof import('ace-builds');

/** An editor, and what it told of. */
interface Made {
  readonly editor: Ace.Editor;
  readonly emitted: EmittedTexts;
}

/** Writes a document of JSON (or another language), with findings at their lines. Ace loads when it is first shown. */
export function JsonEditor(props: JsonEditorProps) {
  const { label, value, onChange, findings, shown, language = 'json', height = 360 } = props;
  const texts = useTexts(TEXTS);
  const {
    data: ace,
    isPending,
    refetch,
  } = useQuery({
    queryKey: ['ace'],
    queryFn: async () => (await loadModule(() => import('./ace.ts'))).default,
    staleTime: Infinity,
    structuralSharing: false,
  });
  const [made, setMade] = useState<Made>();
  const editor = made?.editor;
  const [first] = useState(value);
  const [preferences, setPreferences] = useState<CodeEditorProps.Preferences>();
  const observed = useMemo(() => ace && observing(ace, setMade), [ace]);
  // Cloudscape would set what it told of over what was typed since: only what comes from elsewhere is set.
  useEffect(() => {
    if (made === undefined || made.emitted.has(value)) return;
    setText(made.editor, value);
  }, [made, value]);
  useEffect(() => {
    editor?.session.setAnnotations(
      (findings ?? []).map(({ line, column, level, text }) => ({
        row: line - 1,
        column,
        type: level,
        text,
      })),
    );
  }, [editor, findings]);
  useEffect(() => {
    if (editor === undefined || shown === undefined) return;
    editor.gotoLine(shown.line, shown.column, false);
    editor.focus();
  }, [editor, shown]);
  useEffect(() => editor?.setReadOnly(onChange === undefined), [editor, onChange]);
  return (
    <CodeEditor
      ace={observed}
      loading={isPending}
      value={first}
      language={language}
      onDelayedChange={({ detail }) => {
        made?.emitted.add(detail.value);
        onChange?.(detail.value);
      }}
      preferences={preferences}
      onPreferencesChange={({ detail }) => setPreferences(detail)}
      editorContentHeight={height}
      ariaLabel={label}
      onRecoveryClick={() => void refetch()}
      i18nStrings={{
        loadingState: texts.loading,
        errorState: texts.error,
        errorStateRecovery: texts.retry,
        editorGroupAriaLabel: texts.group,
        statusBarGroupAriaLabel: texts.status,
        cursorPosition: texts.cursor,
        errorsTab: texts.errors,
        warningsTab: texts.warnings,
        preferencesButtonAriaLabel: texts.preferences,
        paneCloseButtonAriaLabel: texts.close,
        resizeHandleAriaLabel: texts.resize,
      }}
      themes={{ light: ['cloud_editor'], dark: ['cloud_editor_dark'] }}
    />
  );
}

/** Ace as it is, which also tells who was made: Cloudscape keeps the editor to itself, findings have to reach it. */
function observing(ace: AceModule, onMade: (made: Made) => void): AceModule {
  return {
    ...ace,
    edit: (element: Parameters<AceModule['edit']>[0], options?: Partial<Ace.EditorOptions>) => {
      const editor = ace.edit(element, options);
      editor.setShowPrintMargin(false);
      onMade({ editor, emitted: new EmittedTexts() });
      return editor;
    },
  };
}

/** The cursor stays where it was, as far as the text reaches. */
function setText(editor: Ace.Editor, text: string): void {
  if (editor.getValue() === text) return;
  const place = editor.session.selection.toJSON();
  editor.setValue(text, -1);
  editor.session.selection.fromJSON(place);
}
