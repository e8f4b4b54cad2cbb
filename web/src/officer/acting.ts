// Asks for what an officer wishes, and once more when only photos came between.
import { Problem } from "../api/client";
import type { Api } from "./api";
import { isGranted, isSameCase, otherState } from "./model/case";
import type { Officer } from "./model/claims";
import type { FullReport, State, Wish } from "./types";

/** `overtaken` when somebody else was faster: the report as it stands now. */
export type Outcome = { kind: "done"; status: string } | { kind: "overtaken"; report: FullReport };

/** One photo raises the version twice: when it is awaited and when it has come. */
const ATTEMPTS = 3;

/** An officer's acts on one reading of a report. */
export class Acting {
  /** Wishes whose answers were lost: they may have been granted without this page's knowing. */
  private readonly unanswered = new Set<string>();

  constructor(
    private readonly api: Pick<Api, "change" | "report">,
    private readonly officer: Officer,
    private readonly read: FullReport,
  ) {}

  /** Throws what the API throws, unless it is about the report's version. */
  async ask(wish: Wish): Promise<Outcome> {
    let { version } = this.read;
    for (let attempt = 1; ; attempt += 1) {
      const changed = await this.changed(version, wish);
      if (changed) return { kind: "done", status: changed.status };
      const now = await this.api.report(this.read.id);
      if (this.isUnanswered(wish) && isGranted(wish, this.officer, this.read, now)) {
        return { kind: "done", status: now.status };
      }
      if (attempt === ATTEMPTS || !isSameCase(this.read, now)) return { kind: "overtaken", report: now };
      version = now.version;
    }
  }

  /** `null` when the report has another version by now. */
  private async changed(version: number, wish: Wish): Promise<Pick<State, "status"> | null> {
    try {
      return await this.api.change(this.read.id, version, wish);
    } catch (error) {
      if (!(error instanceof Problem) || error.status >= 500) this.unanswered.add(keyOf(wish));
      if (otherState(error, version)) return null;
      // Handed over by the first question, it is another unit's: nothing more of it can be read.
      if (this.isUnanswered(wish) && "unit" in wish && isOutside(error)) return this.read;
      throw error;
    }
  }

  private isUnanswered(wish: Wish): boolean {
    return this.unanswered.has(keyOf(wish));
  }
}

const keyOf = (wish: Wish): string => JSON.stringify(wish);

const isOutside = (error: unknown): boolean =>
  error instanceof Problem && error.title === "Outside your scope";
