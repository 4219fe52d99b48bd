/** Welch's t of two lots of figures whose variances may differ. */
export function welch(one, other) {
  const [a, b] = [moments(one), moments(other)];
  return (a.mean - b.mean) / Math.sqrt(a.variance / one.length + b.variance / other.length);
}

function moments(figures) {
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  const squares = figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0);
  return { mean, variance: squares / (figures.length - 1) };
}

/** The same lots without what is above a quantile of them all: the machine's own hiccups. */
export function cropped(lots, share) {
  const all = [...lots.values()].flat().sort((a, b) => a - b);
  const most = all[Math.ceil(all.length * share) - 1];
  return new Map([...lots].map(([name, lot]) => [name, lot.filter((figure) => figure <= most)]));
}
