import { setTimeout as delay } from 'node:timers/promises';

import type { Rotation, RotationProgress } from '#libs/credentials';
import { RotateKeys } from '#libs/credentials';
import { RingSealingKeys } from '#libs/hashing';
import { TypeormSealedRows } from '#libs/persistence';

import { barOf, duration, shareOf } from '../breach/progress.js';
import type { Terminal } from '../breach/terminal.js';
import type { PepperParts } from './keys.js';
import { useLine } from './keys.js';

/** One statement of some 20 ms: whoever changes one of these passwords meanwhile does not notice. */
const BATCH = 500;

/** Of rows that cannot be opened; enough to see what they have in common. */
const MOST_NAMED = 20;

/** Seals every row by the first key. 0 when nothing needs another key any more. */
export async function rotateKeys(
  { database, ring, terminal }: PepperParts,
  rowsPerSecond?: number,
): Promise<number> {
  const rows = new TypeormSealedRows(database);
  const rotate = new RotateKeys(rows, new RingSealingKeys(ring));
  const onProgress = watched(terminal, rowsPerSecond);
  const batch = Math.min(BATCH, Math.ceil(rowsPerSecond ?? BATCH));
  const outcome = await rotate.rotate({ batch, onProgress });
  if (outcome.kind === 'done') return report(outcome.value, terminal);
  const { uses } = outcome.refusal;
  for (const use of uses) terminal.print(`${useLine(use)}, which is not in the key ring`);
  terminal.print('nothing was changed: put these keys back behind the first one, then rotate');
  return 1;
}

function watched(
  terminal: Terminal,
  rowsPerSecond: number | undefined,
): (progress: RotationProgress) => Promise<void> {
  const begun = performance.now();
  return async ({ done, total }) => {
    const seconds = (performance.now() - begun) / 1_000;
    terminal.tell(rotationLine({ done, total }, seconds));
    if (rowsPerSecond === undefined) return;
    const ahead = done / rowsPerSecond - seconds;
    if (ahead > 0) await delay(ahead * 1_000);
  };
}

export function rotationLine({ done, total }: RotationProgress, seconds: number): string {
  const share = shareOf(done, total);
  const rate = done / Math.max(seconds, 0.001);
  const left = rate > 0 ? duration((total - done) / rate) : 'unknown';
  const percent = `${(share * 100).toFixed(1)} %`;
  return `sealing ${barOf(share)} ${percent}  ${done} of ${total} rows  ${rate.toFixed(0)}/s  ${left} left`;
}

function report({ resealed, damaged, uses, left }: Rotation, terminal: Terminal): number {
  terminal.print(`${resealed} rows were sealed anew`);
  for (const use of uses) terminal.print(useLine(use));
  for (const { kind, tenant, subject } of damaged.slice(0, MOST_NAMED)) {
    terminal.print(`cannot be opened by any key: ${kind} of ${tenant} ${subject}`);
  }
  if (damaged.length > 0) {
    terminal.print(
      `${damaged.length} rows were altered, or copied from elsewhere, and are as they were: find out why`,
    );
  }
  if (left > damaged.length) {
    terminal.print(
      `${left - damaged.length} rows still need another key: a process writes by it. Give every ` +
        'process the ring with the new key in front, then rotate again',
    );
  }
  return left > 0 ? 1 : 0;
}
