import { UnreadableHash } from './spelling.js';

/** A JSON object of an export, read one named field at a time. */
export class Fields {
  private constructor(private readonly object: Readonly<Record<string, unknown>>) {}

  /** Undefined: the text is no JSON object. */
  static of(text: string): Fields | undefined {
    if (!text.startsWith('{')) return undefined;
    try {
      return Fields.from(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  static from(value: unknown): Fields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return new Fields(value as Record<string, unknown>);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.object, name);
  }

  text(name: string, otherwise?: string): string {
    const value = this.has(name) ? this.object[name] : otherwise;
    if (typeof value === 'number') return String(value);
    if (typeof value !== 'string') throw new UnreadableHash(`its ${name} is missing`);
    return value;
  }

  /** An object, also where an export holds it as a text of its own. */
  inner(name: string): Fields {
    const value = this.has(name) ? this.object[name] : {};
    const found = typeof value === 'string' ? Fields.of(value) : Fields.from(value);
    if (!found) throw new UnreadableHash(`its ${name} is no JSON object`);
    return found;
  }

  /** Keycloak's additional parameters are lists of one. */
  first(name: string, otherwise: string): string {
    const value = this.has(name) ? this.object[name] : undefined;
    const [only] = Array.isArray(value) ? (value as unknown[]) : [];
    return typeof only === 'string' ? only : otherwise;
  }
}
