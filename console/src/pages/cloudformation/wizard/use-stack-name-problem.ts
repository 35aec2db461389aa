import { defineTexts, useTexts } from '../../../language/language.tsx';

const TEXTS = defineTexts({
  en: {
    missing: 'A name is needed.',
    first: 'The name has to begin with a letter (A–Z, a–z).',
    characters: 'Only letters (A–Z, a–z), digits and hyphens are allowed.',
    length: 'At most 128 characters are allowed.',
  },
  ja: {
    missing: '名前を入力してください。',
    first: '名前は半角英字で始めてください。',
    characters: '使用できるのは半角英数字とハイフンだけです。',
    length: '128 文字以内で入力してください。',
  },
});

/** What is wrong with the name of a stack or a change set: both have one rule. */
export function useStackNameProblem(name: string): string | undefined {
  const texts = useTexts(TEXTS);
  if (name === '') return texts.missing;
  if (!/^[A-Za-z]/.test(name)) return texts.first;
  if (!/^[A-Za-z\d-]*$/.test(name)) return texts.characters;
  return name.length > 128 ? texts.length : undefined;
}
