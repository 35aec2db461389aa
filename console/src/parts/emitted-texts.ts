/** How many are remembered: of whoever hands none back, the oldest go. */
const MOST = 100;

/**
 * What an editor told of and may be handed back: by then it may hold more, so that to set such a text would undo what was
 * typed meanwhile.
 */
export class EmittedTexts {
  #texts: readonly string[] = [];

  add(text: string): void {
    this.#texts = [...this.#texts, text].slice(-MOST);
  }

  /** Whether a text that is handed in is one of them; those before it, or all when it is none, will come no more. */
  has(text: string): boolean {
    const place = this.#texts.indexOf(text);
    this.#texts = place < 0 ? [] : this.#texts.slice(place);
    return place >= 0;
  }
}
