// Tells of an act that failed after its page was left, where nobody would see its own words.
import { o } from "../words";
import type { Case } from "./report";

export function tellMissed({ desk: { app }, report: { id } }: Pick<Case, "desk" | "report">): void {
  app.store.set({ notice: o("move.missed", { id: id.slice(0, 8) }) });
}
