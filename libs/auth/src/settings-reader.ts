import { isObject } from './json-object.js';

/**
 * Reads one object of the configuration and remembers every mistake, so that all of them are named
 * at once. After a mistake the fallback is answered: what is read then is never used.
 */
export class SettingsReader {
  readonly #read = new Set<string>();
  readonly #source: Readonly<Record<string, unknown>>;

  constructor(
    private readonly at: string,
    source: unknown,
    private readonly mistakes: string[],
  ) {
    if (!isObject(source)) mistakes.push(`${at} must be an object`);
    this.#source = isObject(source) ? source : {};
  }

  refuse(name: string, problem: string): void {
    this.mistakes.push(`${this.at}.${name} ${problem}`);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#source, name);
  }

  raw(name: string): unknown {
    this.#read.add(name);
    return this.has(name) ? this.#source[name] : undefined;
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    this.refuse(name, 'must be a text that is not empty');
    return undefined;
  }

  /** A list of texts; a single text is a list of one. */
  texts(name: string): readonly string[] | undefined {
    const value = this.raw(name);
    if (value === undefined) return undefined;
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = list.filter((text) => typeof text === 'string' && text !== '') as string[];
    if (texts.length < list.length) this.refuse(name, 'must hold texts that are not empty');
    if (new Set(texts).size < texts.length) this.refuse(name, 'names something twice');
    return texts;
  }

  choice<const Choice extends string>(
    name: string,
    choices: readonly Choice[],
    fallback: Choice,
  ): Choice {
    const value = this.raw(name);
    if (value === undefined) return fallback;
    const chosen = choices.find((choice) => choice === value);
    if (chosen === undefined) this.refuse(name, `must be one of ${choices.join(', ')}`);
    return chosen ?? fallback;
  }

  integer(name: string, lowest: number, highest: number, fallback: number): number {
    const value = this.raw(name);
    if (value === undefined) return fallback;
    if (Number.isInteger(value) && Number(value) >= lowest && Number(value) <= highest) {
      return Number(value);
    }
    this.refuse(name, `must be a whole number from ${lowest} to ${highest}`);
    return fallback;
  }

  flag(name: string): boolean {
    const value = this.raw(name);
    if (value !== undefined && typeof value !== 'boolean') {
      this.refuse(name, 'must be true or false');
    }
    return value === true;
  }

  section(name: string): SettingsReader {
    return new SettingsReader(`${this.at}.${name}`, this.raw(name) ?? {}, this.mistakes);
  }

  names(): readonly string[] {
    return Object.keys(this.#source);
  }

  /** A misspelt setting must not be a setting silently left at its default. */
  refuseUnread(): void {
    for (const name of this.names()) {
      if (!this.#read.has(name)) this.refuse(name, 'is not a setting');
    }
  }
}
