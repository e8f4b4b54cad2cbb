// What the list shows: which statuses, and for those above units, which unit.
import { h, uniqueId } from "../../dom";
import { number } from "../../i18n";
import { statusIcon } from "../../icons";
import { toggled } from "../../model/filters";
import type { Desk } from "../desk";
import { isAboveUnits } from "../model/claims";
import { SORTS, type Sort } from "../model/list";
import type { ListState } from "../work-list";
import { o, statusName, type OfficerKey } from "../words";
import { unitField } from "./unit-field";

export interface FilterPart {
  element: HTMLElement;
  draw(state: ListState): void;
}

export function listFilters(desk: Desk): FilterPart {
  const { list } = desk;
  const statuses = statusChips(desk);
  const order = orderFields(desk);
  const change = (unit: string): void => list.want({ ...list.store.get().wanted, unit });
  return {
    element: h(
      "div",
      { class: "list-filters" },
      isAboveUnits(desk.officer) && unitField(desk, o("list.unit"), ({ code }) => change(code)),
      statuses.element,
      h("details", { class: "typed" }, h("summary", {}, o("list.filters")), order.element),
    ),
    draw: (state) => {
      statuses.draw(state);
      order.draw(state);
    },
  };
}

function statusChips({ app, list }: Desk): FilterPart {
  const id = uniqueId("statuses");
  const chips = app.catalogue.statuses.map(({ slug }) => {
    const click = (): void => {
      const { wanted } = list.store.get();
      list.want({ ...wanted, statuses: toggled(wanted.statuses, slug) });
    };
    const count = h("span", { class: "row-count" });
    const element = h(
      "button",
      { type: "button", class: "chip", on: { click } },
      statusIcon(slug),
      statusName(app, slug),
      count,
    );
    return { slug, element, count };
  });
  return {
    element: h(
      "div",
      { class: "status-chips" },
      h("p", { class: "filter-title", id }, o("list.status")),
      h(
        "div",
        { class: "chips", role: "group", "aria-labelledby": id },
        chips.map(({ element }) => element),
      ),
    ),
    draw({ wanted, counts }) {
      for (const { slug, element, count } of chips) {
        count.textContent = counts ? number(counts[slug] ?? 0) : "";
        element.setAttribute("aria-pressed", String(wanted.statuses.includes(slug)));
      }
    },
  };
}

/** Order, whose, and whether only what is late. */
function orderFields({ list }: Desk): FilterPart {
  const sort = choice(
    "list.sort",
    SORTS.map((one) => [one, o(`sort.${one}`)]),
  );
  const whose = choice("list.whose", [
    ["", o("whose.all")],
    ["me", o("whose.me")],
    ["nobody", o("whose.nobody")],
  ]);
  const late = h("input", { type: "checkbox" });
  const change = (): void => {
    const assignee =
      whose.select.value === "me" || whose.select.value === "nobody" ? whose.select.value : null;
    const chosen = { sort: sort.select.value as Sort, assignee, late: late.checked } as const;
    list.want({ ...list.store.get().wanted, ...chosen });
  };
  for (const field of [sort.select, whose.select, late]) field.addEventListener("change", change);
  return {
    element: h(
      "div",
      { class: "order-fields" },
      sort.element,
      whose.element,
      h("label", { class: "chip is-choice" }, late, o("list.onlyLate")),
    ),
    draw({ wanted }) {
      sort.select.value = wanted.sort;
      whose.select.value = wanted.assignee ?? "";
      late.checked = wanted.late;
    },
  };
}

interface Choice {
  element: HTMLElement;
  select: HTMLSelectElement;
}

function choice(label: OfficerKey, options: readonly (readonly [string, string])[]): Choice {
  const select = h(
    "select",
    { id: uniqueId("choice") },
    options.map(([value, words]) => h("option", { value }, words)),
  );
  const name = h("label", { for: select.id, class: "filter-title" }, o(label));
  return { element: h("div", { class: "field" }, name, select), select };
}
