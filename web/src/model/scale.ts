// Cuts counts into classes with round limits, so that a legend can be read aloud.

const SHARES_BELOW = [0.2, 0.45, 0.7, 0.88, 0.97];
const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/**
 * The lower limits of the classes above the first, ascending, at most `CLASSES - 1` of them.
 *
 * Counts of places are skewed (few cells hold most reports): the shares leave the darkest classes to the
 * few, and rounding keeps the limits where they are while one pans.
 */
export function classLimits(counts: readonly number[]): number[] {
  if (counts.length === 0) return [];
  const sorted = [...counts].sort((a, b) => a - b);
  const lowest = sorted[0] ?? 0;
  const limits = SHARES_BELOW.map((share) => Math.round(roundOff(quantile(sorted, share))));
  return [...new Set(limits)].filter((limit) => limit > lowest);
}

/** New limits, or the `present` ones as long as they still fit: a calm map recolours seldom. */
export function recut(present: readonly number[] | null, counts: readonly number[]): readonly number[] {
  const ideal = classLimits(counts);
  const [now, then] = [ideal.at(-1), present?.at(-1)];
  if (!present || then === undefined || now === undefined) return counts.length ? ideal : (present ?? []);
  return now / then < 2 && then / now < 2 ? present : ideal;
}

/** The class of a count: 0 below the first limit. */
export function classOf(count: number, limits: readonly number[]): number {
  return limits.filter((limit) => count >= limit).length;
}

/** Spreads fewer classes over the whole ramp, so that the darkest colour always means "most". */
export function rampFor<T>(ramp: readonly T[], classes: number): T[] {
  if (classes <= 1) return ramp.slice(2, 3);
  return Array.from({ length: classes }, (_, index) => {
    const at = Math.round((index * (ramp.length - 1)) / (classes - 1));
    return ramp[at] as T;
  });
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

function roundOff(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  const lead = value / power;
  const nearest = ROUND.reduce((best, step) => (Math.abs(step - lead) < Math.abs(best - lead) ? step : best));
  return nearest * power;
}
