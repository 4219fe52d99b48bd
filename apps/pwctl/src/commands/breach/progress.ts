/** One line of progress: a bar, the rate, and how long it will take at this rate. */
export function progressLine(
  what: string,
  { done, total, entries }: { done: number; total: number; entries: number },
  elapsedMs: number,
): string {
  const share = shareOf(done, total);
  const seconds = Math.max(elapsedMs, 1) / 1_000;
  const rate = `${(entries / seconds / 1e6).toFixed(2)} M/s`;
  const left = share > 0 ? duration((seconds * (1 - share)) / share) : 'unknown';
  const percent = `${(share * 100).toFixed(1)} %`;
  return `${what} ${barOf(share)} ${percent}  ${entries} entries  ${rate}  ${left} left`;
}

const WIDTH = 24;

export const shareOf = (done: number, total: number): number =>
  total > 0 ? Math.min(done / total, 1) : 1;

export function barOf(share: number): string {
  const filled = Math.round(share * WIDTH);
  return '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
}

export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}
