// Acts on several reports at once: what became of each is said one by one.
import { categoryOf } from "../../app";
import { fill, h } from "../../dom";
import { nameOf } from "../../i18n";
import { icon } from "../../icons";
import type { Desk } from "../desk";
import { officerIcon } from "../icons";
import {
  commonUnit,
  giveTo,
  oneByOne,
  TAKE_UP,
  type BulkAct,
  type Outcome,
  type Result,
} from "../model/bulk";
import { coordinates } from "../model/claims";
import { refusalWords } from "../../refusals";
import type { Line } from "../types";
import { o, statusName, type OfficerKey } from "../words";
import { reportAddress } from "./line-list";
import type { FilterPart } from "./list-filters";
import { rosterField } from "./roster-field";

export function bulkBar(desk: Desk): FilterPart {
  const { app, api, list, officer } = desk;
  const count = h("p", { class: "bulk-count", role: "status" });
  const results = h("div", { class: "bulk-results" });
  const act = async (wanted: BulkAct): Promise<void> => {
    const lines = tickedLines(desk);
    controls.disabled = true;
    const told = (done: number): void =>
      void (count.textContent = o("bulk.progress", { done, all: lines.length }));
    const found = await oneByOne(lines, wanted, (...change) => api.change(...change), told);
    controls.disabled = false;
    offer();
    fill(
      results,
      resultsOf(desk, found, () => fill(results)),
    );
    app.announce(found.map(({ outcome }) => outcomeWords(desk, outcome)).join(". "));
    list.untick();
    list.refresh();
  };
  const acts = h(
    "div",
    { class: "buttons" },
    button("bulk.takeUp", "is-primary", () => void act(TAKE_UP)),
    button("bulk.toMe", "", () => void act(giveTo(officer.sub)), officerIcon("assign")),
    coordinates(officer) && button("bulk.toSomebody", "", () => give()),
    button("bulk.clear", "is-quiet", () => list.untick()),
  );
  const controls = h("fieldset", { "aria-label": o("bulk.acts") }, acts);
  const offer = (): void => fill(controls, acts);
  const give = (): void => {
    fill(
      controls,
      giveForm(desk, (account) => void act(giveTo(account)), offer),
    );
    controls.querySelector<HTMLElement>("select, button")?.focus();
  };
  const bar = h("div", { class: "bulk-bar" }, count, controls);
  return {
    element: h("div", { class: "bulk" }, results, bar),
    draw({ ticked }) {
      bar.hidden = ticked.size === 0;
      if (ticked.size === 0) offer();
      count.textContent = ticked.size ? o("bulk.selected", { count: ticked.size }) : "";
    },
  };
}

function tickedLines({ list }: Desk): Line[] {
  const { lines, ticked } = list.store.get();
  return lines?.filter(({ id }) => ticked.has(id)) ?? [];
}

const button = (key: OfficerKey, kind: string, click: () => void, picture?: SVGElement): HTMLElement =>
  h("button", { type: "button", class: `button ${kind}`, on: { click } }, picture, o(key));

/** Who is to have them: from the roster of the unit that all are of, else from that of the list's unit. */
function giveForm(desk: Desk, give: (account: string) => void, cancel: () => void): HTMLElement {
  const unit = commonUnit(tickedLines(desk)) ?? desk.list.store.get().wanted.unit ?? desk.officer.unit;
  const roster = rosterField(desk, unit, false);
  const fault = h("p", { class: "fault", role: "alert" });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const account = roster.account();
    fill(fault, !account && [icon("warning"), roster.missing()]);
    if (account) give(account);
  };
  return h(
    "form",
    { class: "act-form", on: { submit } },
    roster.element,
    fault,
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "submit", class: "button is-primary" }, icon("check"), o("assign.title")),
      button("move.cancel", "", cancel),
    ),
  );
}

const resultsOf = (desk: Desk, found: readonly Result[], close: () => void): HTMLElement =>
  h(
    "section",
    { class: "results", "aria-label": o("bulk.results") },
    h("h2", {}, o("bulk.results")),
    h(
      "ul",
      {},
      found.map(({ line, outcome }) =>
        h(
          "li",
          { class: outcome.kind === "done" ? "is-done" : "is-left" },
          icon(outcome.kind === "done" ? "check" : "warning"),
          h(
            "a",
            { href: reportAddress(line.id) },
            nameOf(categoryOf(desk.app, line.category), line.category),
          ),
          " ",
          outcomeWords(desk, outcome),
        ),
      ),
    ),
    h("button", { type: "button", class: "button is-quiet", on: { click: close } }, o("bulk.close")),
  );

function outcomeWords({ app }: Desk, outcome: Outcome): string {
  if (outcome.kind === "done") return o("bulk.done");
  if (outcome.kind === "left") return o(`bulk.${outcome.why}`);
  if (outcome.kind === "changed") return o("bulk.changed", { status: statusName(app, outcome.status) });
  return o("bulk.failed", { why: refusalWords(outcome.error) });
}
