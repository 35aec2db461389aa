import { defineTexts } from '../../language/language.tsx';
import type { Expected, JsonProblem } from './parse-json.ts';

const WANTED = defineTexts<Readonly<Record<Expected, string>>>({
  en: {
    value: 'a value',
    name: 'a name in double quotes',
    colon: '":" after the name',
    commaOrBrace: '"," or "}"',
    commaOrBracket: '"," or "]"',
    end: 'the end of the document',
    quote: 'the closing double quote',
    escape: 'a string without wrong escapes',
    shallower: 'a document that is nested less deeply',
  },
  ja: {
    value: '値',
    name: '二重引用符で囲んだ名前',
    colon: '名前の後の「:」',
    commaOrBrace: '「,」または「}」',
    commaOrBracket: '「,」または「]」',
    end: 'ドキュメントの終わり',
    quote: '文字列を閉じる二重引用符',
    escape: '正しいエスケープの文字列',
    shallower: 'より浅い入れ子',
  },
});

/** Says why a text is no JSON: `Expected "," or "}", found "x"`. */
export const JSON_PROBLEM_TEXT = defineTexts({
  en: ({ expected, offset }: JsonProblem, text: string) =>
    `Expected ${WANTED.en[expected]}, found ${offset < text.length ? JSON.stringify(text[offset]) : 'the end'}`,
  ja: ({ expected, offset }: JsonProblem, text: string) =>
    `${WANTED.ja[expected]}が必要ですが、${
      offset < text.length ? `「${text[offset] === '\n' ? '改行' : text[offset]}」` : 'ドキュメントの終わり'
    }があります`,
});
