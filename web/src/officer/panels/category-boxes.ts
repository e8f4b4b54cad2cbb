// Chooses any number of categories, in the groups that people think in; behind a line that says how many.
import type { App } from "../../app";
import { h } from "../../dom";
import { nameOf, t } from "../../i18n";
import { categoryIcon } from "../../icons";
import { toggled } from "../../model/filters";
import { grouped } from "../../model/groups";
import { o } from "../words";

export interface CategoryBoxes {
  element: HTMLElement;
  draw(chosen: readonly string[]): void;
}

/** Withheld and retired categories too: officers have reports of them. */
export function categoryBoxes(app: App, change: (chosen: string[]) => void): CategoryBoxes {
  let chosen: readonly string[] = [];
  const boxes = new Map<string, HTMLInputElement>();
  const summary = h("summary", {});
  const boxOf = (slug: string, name: string): HTMLElement => {
    const click = (): void => change(toggled(chosen, slug));
    const box = h("input", { type: "checkbox", value: slug, on: { change: click } });
    boxes.set(slug, box);
    return h("label", { class: "tick" }, box, categoryIcon(slug), h("span", {}, name));
  };
  const groups = grouped(app.catalogue.categories).map(({ name, categories }) =>
    h(
      "fieldset",
      { class: "tick-group" },
      h("legend", { class: "filter-title" }, t(`group.${name}`)),
      categories.map((category) => boxOf(category.slug, nameOf(category, category.slug))),
    ),
  );
  return {
    element: h("details", { class: "typed" }, summary, groups),
    draw(now) {
      chosen = now;
      for (const [slug, box] of boxes) box.checked = now.includes(slug);
      summary.textContent = now.length ? o("categories.some", { count: now.length }) : o("categories.all");
    },
  };
}
