import { defineTexts, useTexts } from '../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    characters: 'Only letters (A–Z, a–z), digits and +=,.@-_ are allowed.',
    length: (most: number) => `At most ${most} characters are allowed.`,
  },
  ja: {
    characters: '使用できるのは半角英数字と +=,.@-_ だけです。',
    length: (most: number) => `${most} 文字以内で入力してください。`,
  },
});

/** What is wrong with an IAM name as far as it is typed; AWS refuses it for the same. @param most characters */
export function useNameProblem(name: string, most: number): string | undefined {
  const texts = useTexts(TEXTS);
  if (!/^[\w+=,.@-]*$/.test(name)) return texts.characters;
  return name.length > most ? texts.length(most) : undefined;
}
