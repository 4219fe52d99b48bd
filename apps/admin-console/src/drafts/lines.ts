import { sameJson } from './draft.js';

/** What stands in a text, one entry a line, each once. */
const entriesOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** A text area of entries: stays as it is typed for as long as it says the same as they do. */
export class Lines {
  #text = '';

  /** What the area shows. */
  textOf(entries: readonly string[]): string {
    if (!sameJson(entriesOf(this.#text), entries)) this.#text = entries.join('\n');
    return this.#text;
  }

  /** What somebody has typed. */
  read(event: Event): readonly string[] {
    this.#text = (event.target as HTMLTextAreaElement).value;
    return entriesOf(this.#text);
  }
}
