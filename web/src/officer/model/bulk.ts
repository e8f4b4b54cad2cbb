// Does one thing with several reports, each on its own, and keeps what became of each.
import type { Line, State, Wish } from "../types";
import { otherState } from "./case";

export interface BulkAct {
  wish: Wish;
  /** Whether a line is as it is wanted already, or cannot become so. */
  leaves: (line: Line) => Left | null;
}

export type Left = "notNew" | "already" | "merged" | "closed";

export interface Result {
  line: Line;
  outcome: Outcome;
}

export type Outcome =
  | { kind: "done" }
  | { kind: "left"; why: Left }
  | { kind: "changed"; status: string }
  | { kind: "failed"; error: unknown };

const CLOSED = ["eliminated", "unconfirmed", "joke_or_mistake"];

export const TAKE_UP: BulkAct = {
  wish: { status: "under_verification" },
  leaves: (line) => closes(line) ?? (line.status === "new" ? null : "notNew"),
};

export const giveTo = (account: string): BulkAct => ({
  wish: { assignee: account },
  leaves: (line) => closes(line) ?? (line.assignee === account ? "already" : null),
});

/** What nobody acts on any more, or only on the report that it was merged into. */
function closes({ duplicate_of, status }: Line): Left | null {
  if (duplicate_of !== null) return "merged";
  return CLOSED.includes(status) ? "closed" : null;
}

type Change = (id: string, version: number, wish: Wish) => Promise<State>;

/** One after another; `told` hears how many are done. No failure keeps the others from being tried. */
export async function oneByOne(
  lines: readonly Line[],
  act: BulkAct,
  change: Change,
  told: (done: number) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const line of lines) {
    results.push({ line, outcome: await outcomeOf(line, act, change) });
    told(results.length);
  }
  return results;
}

/** The unit that all lines are of; `null` when they are of several. */
export function commonUnit(lines: readonly Line[]): string | null {
  const units = new Set(lines.map(({ unit }) => unit));
  return units.size === 1 ? (lines[0]?.unit ?? null) : null;
}

async function outcomeOf(line: Line, { wish, leaves }: BulkAct, change: Change): Promise<Outcome> {
  const why = leaves(line);
  if (why) return { kind: "left", why };
  try {
    await change(line.id, line.version, wish);
    return { kind: "done" };
  } catch (error) {
    const current = otherState(error, line.version);
    return current ? { kind: "changed", status: current.status } : { kind: "failed", error };
  }
}
