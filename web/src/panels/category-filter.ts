// Chooses which categories count: searchable, in groups, each with its number in view.
import type { App, State } from "../app";
import type { Category } from "../api/types";
import { h } from "../dom";
import { join, nameOf, t } from "../i18n";
import { categoryIcon, icon } from "../icons";
import { toggled, toggledAll } from "../model/filters";
import { grouped, type Group } from "../model/groups";
import { matches } from "../model/text";
import { drawRows, filterRow, type FilterPart, type FilterRow } from "./filter-row";

export function categoryFilter(app: App): FilterPart {
  const shown = app.catalogue.categories.filter((category) => !category.withheld && !category.retired);
  const sections = grouped(shown).map((group) => groupOf(app, group));
  const rows = sections.flatMap((section) => section.rows);
  const nothing = h("p", { class: "hint", role: "status", hidden: true });
  const find = h("input", {
    type: "search",
    "aria-label": t("filter.find"),
    placeholder: t("filter.find"),
    on: { input: () => narrow(find.value) },
  });

  const narrow = (text: string): void => {
    for (const { name, element } of rows) element.hidden = !matches(name, text);
    for (const { element, rows: own } of sections) element.hidden = own.every((row) => row.element.hidden);
    nothing.hidden = rows.some((row) => !row.element.hidden);
    nothing.textContent = t("filter.nothing", { text });
  };

  return {
    element: h(
      "section",
      { class: "filter" },
      h("h3", { class: "filter-title" }, t("filter.category")),
      h("div", { class: "field-with-icon" }, icon("search"), find),
      sections.map(({ element }) => element),
      nothing,
      note(app),
    ),
    draw(state) {
      drawRows(rows, state.filters.categories, state.summary?.byCategory ?? null);
      for (const section of sections) section.draw(state);
    },
  };
}

function groupOf(app: App, { name, categories }: Group) {
  const slugs = categories.map(({ slug }) => slug);
  const set = (change: (list: readonly string[]) => string[]): void => {
    const { filters } = app.store.get();
    app.store.set({ filters: { ...filters, categories: change(filters.categories) } });
  };
  const rows = categories.map((category) =>
    rowOf(category, () => set((list) => toggled(list, category.slug))),
  );
  const title = t(`group.${name}`);
  const all = h("input", {
    type: "checkbox",
    "aria-label": t("filter.group", { group: title }),
    on: { change: () => set((list) => toggledAll(list, slugs)) },
  });
  const element = h(
    "fieldset",
    { class: "group" },
    h("legend", {}, h("label", { class: "group-title" }, all, title)),
    rows.map((row) => row.element),
  );
  const draw = ({ filters }: State): void => {
    const chosen = slugs.filter((slug) => filters.categories.includes(slug)).length;
    all.checked = chosen === slugs.length;
    all.indeterminate = chosen > 0 && !all.checked;
  };
  return { element, rows, draw };
}

function rowOf(category: Category, change: () => void): FilterRow {
  const name = nameOf(category, category.slug);
  return filterRow(
    category.slug,
    name,
    categoryIcon(category.slug),
    change,
    category.sensitive && h("span", { class: "mark", title: t("sensitive.mark") }, icon("sensitive")),
    category.sensitive && h("span", { class: "for-readers" }, ` (${t("sensitive.mark")})`),
  );
}

function note(app: App): HTMLElement {
  const withheld = app.catalogue.categories.filter((category) => category.withheld && !category.retired);
  const names = join(withheld.map((category) => nameOf(category, category.slug)));
  return h(
    "div",
    { class: "note" },
    icon("sensitive"),
    h(
      "div",
      {},
      h("p", {}, t("sensitive.note")),
      withheld.length > 0 && h("p", {}, t("sensitive.withheld", { names })),
    ),
  );
}
