// One line of a filter: a box to tick, a picture, a name, and how many reports in view it stands for.
import type { State } from "../app";
import { h, type Child } from "../dom";
import { number } from "../i18n";

export interface FilterPart {
  element: HTMLElement;
  draw(state: State): void;
}

export interface FilterRow {
  slug: string;
  name: string;
  element: HTMLElement;
  /** `most` is the longest bar's count; `null` counts are not known yet. */
  draw(checked: boolean, count: number | null, most: number): void;
}

export function filterRow(
  slug: string,
  name: string,
  picture: SVGElement,
  change: () => void,
  ...marks: Child[]
): FilterRow {
  const box = h("input", { type: "checkbox", value: slug, on: { change } });
  const counter = h("span", { class: "row-count" });
  const element = h(
    "label",
    { class: "row" },
    box,
    picture,
    h("span", { class: "row-name" }, name, marks),
    counter,
  );
  return {
    slug,
    name,
    element,
    draw(checked, count, most) {
      box.checked = checked;
      counter.textContent = count === null ? "" : number(count);
      element.style.setProperty("--share", String((count ?? 0) / Math.max(most, 1)));
      element.classList.toggle("is-none", count === 0);
    },
  };
}

/** Draws rows with the counts of one kind; the longest bar belongs to the largest of them. */
export function drawRows(
  rows: readonly FilterRow[],
  chosen: readonly string[],
  counts: ReadonlyMap<string, number> | null,
): void {
  const most = Math.max(...rows.map(({ slug }) => counts?.get(slug) ?? 0));
  for (const row of rows) {
    row.draw(chosen.includes(row.slug), counts ? (counts.get(row.slug) ?? 0) : null, most);
  }
}
