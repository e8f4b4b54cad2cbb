// Acts on several reports at once, each on its own: what became of each is said one by one.
import { Problem } from "../../api/client";
import { categoryOf } from "../../app";
import { fill, h } from "../../dom";
import { nameOf } from "../../i18n";
import { icon } from "../../icons";
import type { Desk } from "../desk";
import type { Line, State } from "../types";
import type { ListState } from "../work-list";
import { o, statusName } from "../words";
import { reportAddress } from "./line-list";
import type { FilterPart } from "./list-filters";

interface Result {
  line: Line;
  done: boolean;
  words: string;
}

export function bulkBar(desk: Desk): FilterPart {
  const { app, list } = desk;
  const count = h("p", { class: "bulk-count", role: "status" });
  const results = h("div", { class: "bulk-results" });
  const act = async (): Promise<void> => {
    const { lines, ticked } = list.store.get();
    buttons.disabled = true;
    const found: Result[] = [];
    for (const line of lines?.filter(({ id }) => ticked.has(id)) ?? []) found.push(await takenUp(desk, line));
    buttons.disabled = false;
    fill(
      results,
      resultsOf(desk, found, () => fill(results)),
    );
    app.announce(found.map(({ words }) => words).join(". "));
    list.untick();
    list.refresh();
  };
  const buttons = h(
    "fieldset",
    { class: "buttons", "aria-label": o("bulk.takeUp") },
    h(
      "button",
      { type: "button", class: "button is-primary", on: { click: () => void act() } },
      o("bulk.takeUp"),
    ),
    h("button", { type: "button", class: "button", on: { click: () => list.untick() } }, o("bulk.clear")),
  );
  const bar = h("div", { class: "bulk-bar" }, count, buttons);
  return {
    element: h("div", { class: "bulk" }, results, bar),
    draw({ ticked }: ListState) {
      bar.hidden = ticked.size === 0;
      count.textContent = ticked.size ? o("bulk.selected", { count: ticked.size }) : "";
    },
  };
}

async function takenUp({ app, api }: Desk, line: Line): Promise<Result> {
  const { id, version, status } = line;
  if (status !== "new") return { line, done: false, words: o("bulk.notNew") };
  try {
    await api.change(id, version, { status: "under_verification" });
    return { line, done: true, words: o("bulk.done") };
  } catch (error) {
    if (!(error instanceof Problem))
      return { line, done: false, words: o("bulk.failed", { why: String(error) }) };
    const current = error.body.current as State | undefined;
    if (error.status !== 409 || !current) {
      return { line, done: false, words: o("bulk.failed", { why: error.detail }) };
    }
    return { line, done: false, words: o("bulk.changed", { status: statusName(app, current.status) }) };
  }
}

const resultsOf = ({ app }: Desk, found: readonly Result[], close: () => void): HTMLElement =>
  h(
    "section",
    { class: "results", "aria-label": o("bulk.results") },
    h("h2", {}, o("bulk.results")),
    h(
      "ul",
      {},
      found.map(({ line, done, words }) =>
        h(
          "li",
          { class: done ? "is-done" : "is-left" },
          icon(done ? "check" : "warning"),
          h("a", { href: reportAddress(line.id) }, nameOf(categoryOf(app, line.category), line.category)),
          " ",
          words,
        ),
      ),
    ),
    h("button", { type: "button", class: "button is-quiet", on: { click: close } }, o("bulk.close")),
  );
