import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Malformed } from '../build/malformed.js';
import { writeWhole } from '../file/replace-file.js';

/** What a pull leaves in its folder beside the ranges. Hidden, so that it is taken for no range. */
export interface PullState {
  readonly from: string;
  readonly state: 'pulling' | 'complete';
  readonly ranges: number;
  readonly entries: number;
}

const stateFile = (folder: string): string => join(folder, '.pull.json');

export function readPullState(folder: string): PullState | undefined {
  if (!existsSync(stateFile(folder))) return undefined;
  return JSON.parse(readFileSync(stateFile(folder), 'utf8')) as PullState;
}

export const writePullState = (folder: string, state: PullState): void =>
  writeWhole(stateFile(folder), JSON.stringify(state));

/** Ranges of two generations side by side are neither. @throws Malformed */
export function requireCompletePull(folder: string): void {
  if (readPullState(folder)?.state === 'pulling') {
    throw new Malformed(`${folder} is not complete: run \`pwctl breach pull\` again, it goes on`);
  }
}
