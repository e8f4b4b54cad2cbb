// Decides when counts by status are asked for: they cost a query for each unit, and a list is polled all day.

const OLDEST_MS = 300_000;

export class Counting {
  private unit: string | null = null;
  private wanted = true;
  private at = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Whether to ask with the next look: for another unit, when wanted, and when the counts are too old. */
  isDue(unit: string): boolean {
    return this.wanted || unit !== this.unit || this.now() - this.at >= OLDEST_MS;
  }

  /** Something changed, or somebody wants to see how it is now. */
  want(): void {
    this.wanted = true;
  }

  done(unit: string): void {
    this.unit = unit;
    this.wanted = false;
    this.at = this.now();
  }
}
