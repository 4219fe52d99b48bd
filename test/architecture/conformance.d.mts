export interface TestFile {
  readonly path: string;
  readonly text: string;
}

export function idsIn(title: string): string[];
export function titlesIn(text: string, path?: string): string[];

/** The document, and the ids in titles that the checklist does not know. */
export function conformance(files?: readonly TestFile[]): { text: string; unknown: string[] };
