// The lines themselves: drawn anew when the list changes, without losing focus, and walked through by keys.
import { fill, h } from "../../dom";
import { nameOf } from "../../i18n";
import { categoryIcon, statusIcon } from "../../icons";
import { categoryOf } from "../../app";
import { officerAddress, type Desk } from "../desk";
import { onKeys } from "../keys";
import { stepped } from "../model/list";
import type { Line } from "../types";
import { o, statusName } from "../words";
import { dueBadge } from "./due";
import { ago, exactly } from "./times";

export interface LineList {
  element: HTMLElement;
  dispose: () => void;
}

export function lineList(desk: Desk): LineList {
  const { list } = desk;
  const element = h("ol", { class: "lines", "aria-label": o("list.lines") });
  const focus = (id: string, part = "a"): void => {
    const line = element.querySelector<HTMLElement>(`li[data-id="${CSS.escape(id)}"]`);
    line?.querySelector<HTMLElement>(part)?.focus({ preventScroll: true });
    line?.scrollIntoView({ block: "nearest" });
  };
  const draw = (): void => {
    const held = element.contains(document.activeElement) ? document.activeElement : null;
    const id = held?.closest<HTMLElement>("li")?.dataset.id;
    fill(
      element,
      list.store.get().lines?.map((line) => lineOf(desk, line)),
    );
    if (held && id) focus(id, held.localName);
  };
  const walk = (step: number): void => {
    const { lines, selected } = list.store.get();
    const id = stepped(lines ?? [], selected, element.contains(document.activeElement) ? step : 0);
    if (id) focus(id);
  };
  const tick = (): void => {
    const { selected, ticked } = list.store.get();
    if (selected) list.tick(selected, !ticked.has(selected));
  };
  element.addEventListener("focusin", ({ target }) => {
    list.select((target as HTMLElement).closest<HTMLElement>("li")?.dataset.id ?? null);
  });
  draw();
  const stops = [
    list.store.watch(["lines"], draw),
    list.store.watch(["ticked"], ({ ticked }) => {
      for (const box of element.querySelectorAll<HTMLInputElement>("input"))
        box.checked = ticked.has(box.value);
    }),
    onKeys({ j: () => walk(1), k: () => walk(-1), x: tick }),
  ];
  // Coming back from a report, one stands on its line again.
  const { selected } = list.store.get();
  if (selected) queueMicrotask(() => focus(selected));
  return { element, dispose: () => stops.forEach((stop) => stop()) };
}

function lineOf({ app, list, officer }: Desk, line: Line): HTMLElement {
  const { id, category, status, created_at, lateness, due_at, assignee } = line;
  const name = nameOf(categoryOf(app, category), category);
  const box = h("input", {
    type: "checkbox",
    value: id,
    checked: list.store.get().ticked.has(id),
    "aria-label": o("list.select", { what: name }),
    on: { change: () => list.tick(id, box.checked) },
  });
  return h(
    "li",
    { class: `line is-${status}`, "data-id": id },
    h("label", { class: "line-box" }, box),
    h(
      "a",
      { class: "line-link", href: reportAddress(id) },
      categoryIcon(category),
      h(
        "span",
        { class: "line-text" },
        h("span", { class: "line-name" }, name),
        h(
          "span",
          { class: "line-facts" },
          h("span", { class: "line-status" }, statusIcon(status), statusName(app, status)),
          h("time", { datetime: created_at, title: exactly(created_at) }, ago(created_at)),
          lateness && due_at && dueBadge(lateness, due_at),
          assignee && h("span", {}, o(assignee === officer.sub ? "list.mine" : "list.assigned")),
        ),
      ),
    ),
  );
}

export const reportAddress = (id: string): string => officerAddress(`report/${id}`);
