import { duration } from '../breach/progress.js';
import type { Terminal } from '../breach/terminal.js';
import type { Counts } from './state.js';

const WIDTH = 24;

/** A bar, the rate since the start of this run, and how long the rest will take at that rate. */
export function progressOf(
  { tell }: Terminal,
  { total, from }: { readonly total: number; readonly from: number },
  elapsedMs: () => number = sinceNow(),
): (offset: number, counts: Counts) => void {
  return (offset, { imported, kept, bad }) => {
    const lines = imported + kept + bad;
    const seconds = Math.max(elapsedMs(), 1) / 1000;
    const share = total > 0 ? Math.min(offset / total, 1) : 1;
    const filled = Math.round(share * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    const pace = (offset - from) / seconds;
    const left = pace > 0 ? duration((total - offset) / pace) : 'unknown';
    const rate = Math.round((lines * (offset - from)) / Math.max(offset, 1) / seconds);
    const percent = `${(share * 100).toFixed(1)} %`;
    tell(`importing ${bar} ${percent}  ${lines} lines  ${rate} lines/s  ${left} left`);
  };
}

function sinceNow(): () => number {
  const begun = performance.now();
  return () => performance.now() - begun;
}
