// What the list shows: which statuses, and for those above units, which unit.
import { h, uniqueId } from "../../dom";
import { statusIcon } from "../../icons";
import { toggled } from "../../model/filters";
import type { Desk } from "../desk";
import { isAboveUnits } from "../model/claims";
import type { ListState } from "../work-list";
import { o, statusName } from "../words";
import { unitField } from "./unit-field";

export interface FilterPart {
  element: HTMLElement;
  draw(state: ListState): void;
}

export function listFilters(desk: Desk): FilterPart {
  const { list } = desk;
  const statuses = statusChips(desk);
  const change = (unit: string): void => list.want({ ...list.store.get().wanted, unit });
  return {
    element: h(
      "div",
      { class: "list-filters" },
      isAboveUnits(desk.officer) && unitField(desk, o("list.unit"), ({ code }) => change(code)),
      statuses.element,
    ),
    draw: (state) => statuses.draw(state),
  };
}

function statusChips({ app, list }: Desk): FilterPart {
  const id = uniqueId("statuses");
  const chips = app.catalogue.statuses.map(({ slug }) => {
    const click = (): void => {
      const { wanted } = list.store.get();
      list.want({ ...wanted, statuses: toggled(wanted.statuses, slug) });
    };
    const element = h(
      "button",
      { type: "button", class: "chip", on: { click } },
      statusIcon(slug),
      statusName(app, slug),
    );
    return { slug, element };
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
    draw({ wanted }) {
      for (const { slug, element } of chips) {
        element.setAttribute("aria-pressed", String(wanted.statuses.includes(slug)));
      }
    },
  };
}
