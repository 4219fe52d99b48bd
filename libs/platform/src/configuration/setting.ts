/** One value that an operator gives, as the program and the documentation know it. */
export interface Setting<Value> {
  readonly variable: string;
  readonly meaning: string;
  /** For the documentation; empty where there is none. */
  readonly standard: string;
  /** May also come from the file that `<variable>_FILE` names, as secret mounts do it. */
  readonly secret: boolean;
  /** @throws Mistake */
  readonly read: Reader<Value>;
  /** The value of an unset variable. @throws Mistake where there has to be one. */
  readonly otherwise: () => Value;
}

/** Turns an operator's text into a value. @throws Mistake, which never repeats the text. */
export type Reader<Value> = ((text: string) => Value) & { readonly secret?: boolean };

/** What is wrong with one setting, as the rest of the sentence that begins with its name. */
export class Mistake extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('; '));
  }
}

export function mistake(problem: string): never {
  throw new Mistake([problem]);
}

/** Has to be given. */
export const required = <Value>(
  variable: string,
  read: Reader<Value>,
  meaning: string,
): Setting<Value> => ({
  ...setting(variable, read, meaning),
  standard: 'required',
  otherwise: () => mistake(`is missing: ${meaning}`),
});

/** May be left out; then there is none. */
export const optional = <Value>(
  variable: string,
  read: Reader<Value>,
  meaning: string,
): Setting<Value | undefined> => ({
  ...setting<Value | undefined>(variable, read, meaning),
  standard: '',
  otherwise: () => undefined,
});

/** May be left out; `standard` is read in its place, by the same reader. */
export const standing = <Value>(
  variable: string,
  read: Reader<Value>,
  standard: string,
  meaning: string,
): Setting<Value> => ({
  ...setting(variable, read, meaning),
  standard,
  otherwise: () => read(standard),
});

const setting = <Value>(
  variable: string,
  read: Reader<Value>,
  meaning: string,
): Omit<Setting<Value>, 'standard' | 'otherwise'> => ({
  variable,
  read,
  meaning,
  secret: read.secret ?? false,
});
