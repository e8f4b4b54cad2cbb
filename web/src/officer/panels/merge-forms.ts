// Reports of one threat: merging into the main one, and parting again.
import { h, uniqueId } from "../../dom";
import { o } from "../words";
import { actForm } from "./act-form";
import type { Case } from "./report";

/** A report's number, alone or at the end of its address. */
const NUMBER = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

export function mergeForm(file: Case, cancel: () => void): HTMLElement {
  const input = h("input", { id: uniqueId("main"), type: "text", autocomplete: "off", spellcheck: "false" });
  const main = (): string | undefined => NUMBER.exec(input.value)?.[0];
  return actForm(file, {
    act: "merge",
    title: o("merge.title"),
    label: o("move.note"),
    required: false,
    content: h("div", { class: "field" }, h("label", { for: input.id }, o("merge.number")), input),
    check: () => (main() ? null : o("merge.bad")),
    wish: (note) => ({ duplicate_of: main() ?? "", ...(note && { note }) }),
    done: () => o("move.saved"),
    cancel,
  });
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
