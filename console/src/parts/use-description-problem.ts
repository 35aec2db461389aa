import { defineTexts, useTexts } from '../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    characters: (wrong: string) =>
      `AWS takes letters of Western European languages, digits and punctuation here, and not ${wrong}.`,
    length: (most: number) => `At most ${most} characters are allowed.`,
  },
  ja: {
    characters: (wrong: string) =>
      `AWS では、ここに使えるのは半角英数字、半角の記号と西欧の文字だけです。「${wrong}」は使用できません。`,
    length: (most: number) => `${most} 文字以内で入力してください。`,
  },
});

/** A role's: CreateRole's own pattern. */
const REFUSED = /[^\t\n\r\u0020-\u007E\u00A1-\u00FF]/u;
const MOST = 1000;

/** What is wrong with a role's description as far as it is typed: AWS would answer with a regular expression. */
export function useDescriptionProblem(description: string): string | undefined {
  const texts = useTexts(TEXTS);
  const wrong = REFUSED.exec(description)?.[0];
  if (wrong !== undefined) return texts.characters(wrong);
  return description.length > MOST ? texts.length(MOST) : undefined;
}
