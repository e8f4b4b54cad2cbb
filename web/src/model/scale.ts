// Cuts counts into classes with round limits, so that a legend can be read aloud.

export const CLASSES = 6;
const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/**
 * The lower limits of the classes above the first, ascending, at most `CLASSES - 1` of them.
 *
 * Counts of places are skewed (few cells hold most reports), so limits grow geometrically between the
 * low and the high end of what is in view; both ends are rounded, so that panning seldom moves them.
 */
export function classLimits(counts: readonly number[]): number[] {
  if (counts.length === 0) return [];
  const sorted = [...counts].sort((a, b) => a - b);
  const low = Math.max(1, roundOff(quantile(sorted, 0.05)));
  const high = roundOff(quantile(sorted, 0.98));
  const ratio = high / low;
  const limits = new Set<number>();
  for (let step = 1; step < CLASSES; step += 1) {
    limits.add(Math.round(roundOff(low * ratio ** (step / (CLASSES - 1)))));
  }
  return [...limits].filter((limit) => limit > low).sort((a, b) => a - b);
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
