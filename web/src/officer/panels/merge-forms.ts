// Reports of one threat: merging into the main one, and parting again.
import { fill, h, uniqueId } from "../../dom";
import { number } from "../../i18n";
import type { Likely } from "../types";
import { o, statusName } from "../words";
import { actForm } from "./act-form";
import type { Case } from "./report";
import { ago } from "./times";

/** A report's number, alone or at the end of its address. */
const NUMBER = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

export function mergeForm(file: Case, cancel: () => void): HTMLElement {
  const input = h("input", { id: uniqueId("main"), type: "text", autocomplete: "off", spellcheck: "false" });
  const kept = file.draft?.wish;
  if (kept && "duplicate_of" in kept) input.value = kept.duplicate_of ?? "";
  const likely = h("div", { class: "likely" });
  file.desk.api
    .likelyDuplicates(file.report.id)
    .then(({ likely: found }) =>
      fill(
        likely,
        suggestions(file, found, (id) => (input.value = id)),
      ),
    )
    .catch(() => fill(likely, h("p", { class: "hint" }, o("merge.noSuggestions"))));
  return actForm(file, {
    act: "merge",
    title: o("merge.title"),
    label: o("move.note"),
    required: false,
    content: h("div", { class: "field" }, likely, h("label", { for: input.id }, o("merge.number")), input),
    wish(note) {
      const main = NUMBER.exec(input.value)?.[0];
      return main === undefined ? null : { duplicate_of: main, ...(note && { note }) };
    },
    missing: () => o("merge.bad"),
    done: () => o("move.saved"),
    cancel,
  });
}

function suggestions(file: Case, found: readonly Likely[], choose: (id: string) => void): HTMLElement[] {
  if (found.length === 0) return [h("p", { class: "hint" }, o("merge.noLikely"))];
  const buttons = found.map(({ id, status, created_at, metres }) =>
    h(
      "button",
      { type: "button", class: "button", on: { click: () => choose(id) } },
      `${id.slice(0, 8)} · ${statusName(file.desk.app, status)} · ${ago(created_at)} · ${number(metres)} m`,
    ),
  );
  return [h("p", { class: "hint" }, o("merge.likely")), ...buttons];
}

export function partForm(file: Case, cancel: () => void): HTMLElement {
  return actForm(file, {
    act: "part",
    title: o("merge.part"),
    label: o("move.reason"),
    required: true,
    wish: (note) => ({ duplicate_of: null, note }),
    done: () => o("move.saved"),
    cancel,
  });
}
