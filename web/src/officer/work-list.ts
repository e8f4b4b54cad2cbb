// Holds the work list as an officer left it: filters, lines, the chosen line, what is ticked; and keeps it fresh.
import { createStore } from "../store";
import type { Api } from "./api";
import { isOfNation, type Officer } from "./model/claims";
import { Counting } from "./model/counting";
import { changedIds, everythingOf, isSame, queryOf, type Wanted } from "./model/list";
import { createPoller } from "./poller";
import type { Line, WorkListPage } from "./types";

export interface ListState {
  wanted: Wanted;
  /** `null` until the first answer to the present wish. */
  lines: readonly Line[] | null;
  next: string | null;
  /** All reports of the unit by status, whatever is asked for. */
  counts: Readonly<Record<string, number>> | null;
  /** When the lines were so; `null` before the first answer. */
  asOf: Date | null;
  /** What went wrong the last time; the lines are then older than they look. */
  failure: unknown;
  selected: string | null;
  ticked: ReadonlySet<string>;
  /** How many lines came or changed with the last refresh. */
  changed: number;
}

const LOOKED_FURTHER = 5;

export class WorkList {
  readonly store;
  private readonly poller = createPoller(() => this.reload());
  private readonly counting = new Counting();
  private pages = 1;

  constructor(
    private readonly api: Pick<Api, "workList">,
    officer: Officer,
  ) {
    this.store = createStore<ListState>({
      wanted: everythingOf(isOfNation(officer) ? null : officer.unit),
      counts: null,
      lines: null,
      next: null,
      asOf: null,
      failure: null,
      selected: null,
      ticked: new Set(),
      changed: 0,
    });
  }

  start(): void {
    this.poller.start();
  }

  stop(): void {
    this.poller.stop();
  }

  refresh(): void {
    this.counting.want();
    this.poller.now();
  }

  /** Begins a list of its own when the wish is another one. */
  want(wanted: Wanted): void {
    if (isSame(wanted, this.store.get().wanted)) return;
    this.pages = 1;
    this.store.set({
      wanted,
      lines: null,
      next: null,
      asOf: null,
      failure: null,
      ticked: new Set(),
      changed: 0,
    });
    this.poller.now();
  }

  async more(): Promise<void> {
    this.pages += 1;
    await this.reload();
  }

  select(id: string | null): void {
    this.store.set({ selected: id });
  }

  tick(id: string, ticked: boolean): void {
    const all = new Set(this.store.get().ticked);
    if (ticked) all.add(id);
    else all.delete(id);
    this.store.set({ ticked: all });
  }

  untick(): void {
    this.store.set({ ticked: new Set() });
  }

  /** Asks anew for as many pages as are shown; an answer to an older wish is dropped. */
  private async reload(): Promise<void> {
    const { wanted } = this.store.get();
    if (wanted.unit === null) return;
    try {
      const counted = this.counting.isDue(wanted.unit);
      const { lines, next, counts } = await this.fetched(wanted, counted);
      if (!isSame(wanted, this.store.get().wanted)) return;
      const { lines: before, ticked } = this.store.get();
      const here = new Set(lines.map(({ id }) => id));
      const changed = before ? changedIds(before, lines).length : 0;
      if (counts) this.counting.done(wanted.unit);
      else if (changed) this.counting.want();
      this.store.set({
        lines,
        next,
        ...(counts && { counts }),
        asOf: new Date(),
        failure: null,
        ticked: new Set([...ticked].filter((id) => here.has(id))),
        changed,
      });
    } catch (error) {
      if (isSame(wanted, this.store.get().wanted)) this.store.set({ failure: error });
      throw error;
    }
  }

  private async fetched(
    wanted: Wanted,
    counted: boolean,
  ): Promise<Pick<WorkListPage, "next" | "counts"> & { lines: Line[] }> {
    const lines: Line[] = [];
    let next: string | null = null;
    let counts: WorkListPage["counts"] = null;
    for (let page = 0; page === 0 || (next !== null && this.wantsPage(page, lines)); page += 1) {
      const query = queryOf(wanted, next);
      if (counted && page === 0) query.set("counts", "true");
      const answer: WorkListPage = await this.api.workList(query);
      lines.push(...answer.reports);
      next = answer.next;
      counts ??= answer.counts;
    }
    return { lines, next, counts };
  }

  /** A page may hold nothing though more follow: then the list looks a little further. */
  private wantsPage(page: number, lines: readonly Line[]): boolean {
    return page < this.pages || (lines.length === 0 && page < LOOKED_FURTHER);
  }
}
