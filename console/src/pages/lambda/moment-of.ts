/** A moment as Lambda writes it: `+0000` where a browser wants `Z`. */
export function momentOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text.replace(/\+0000$/, 'Z'));
}
