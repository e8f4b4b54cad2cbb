// Step 1: what is happening. A searchable list of categories in groups.
import type { Category } from "../../api/types";
import type { App, Panel } from "../../app";
import { h } from "../../dom";
import { nameOf, t } from "../../i18n";
import { categoryIcon, icon } from "../../icons";
import { grouped, type Group } from "../../model/groups";
import { matches } from "../../model/text";
import { emergencyBox } from "../../shell/emergency";
import { stepPanel, toStep } from "./frame";

export function whatStep(app: App): Panel {
  const open = app.catalogue.categories.filter((category) => !category.retired);
  const groups = grouped(open).map((group) => groupOf(app, group));
  const options = groups.flatMap((group) => group.options);
  const nothing = h("p", { class: "hint", role: "status", hidden: true });
  const narrow = (text: string): void => {
    for (const { name, element } of options) element.hidden = !matches(name, text);
    for (const group of groups) group.element.hidden = group.options.every(({ element }) => element.hidden);
    nothing.hidden = options.some(({ element }) => !element.hidden);
    nothing.textContent = t("filter.nothing", { text });
  };
  const find = h("input", {
    type: "search",
    placeholder: t("filter.find"),
    "aria-label": t("filter.find"),
    on: { input: () => narrow(find.value) },
  });
  return stepPanel({
    app,
    step: "what",
    snap: "full",
    check: () => (app.store.get().draft.category ? null : t("report.chooseCategory")),
    content: [
      emergencyBox(app.catalogue.emergency.number),
      h("p", { class: "hint" }, t("report.anonymous")),
      h("div", { class: "field-with-icon" }, icon("search"), find),
      ...groups.map(({ element }) => element),
      nothing,
    ],
  });
}

function groupOf(app: App, { name, categories }: Group) {
  const options = categories.map((category) => ({
    name: nameOf(category, category.slug),
    element: optionOf(app, category),
  }));
  const element = h(
    "fieldset",
    { class: "group" },
    h("legend", { class: "group-title" }, t(`group.${name}`)),
    options.map((option) => option.element),
  );
  return { element, options };
}

function optionOf(app: App, category: Category): HTMLElement {
  const { draft } = app.store.get();
  const hints = [
    category.description_required && t("report.needsDescription"),
    category.withheld && t("report.withheldHint"),
  ].filter(Boolean);
  const choose = (): void => app.store.set({ draft: { ...app.store.get().draft, category: category.slug } });
  // A pointer's choice leads straight on; arrow keys only choose, as radio buttons do everywhere.
  const leadOn = (event: MouseEvent): void => {
    if (event.detail > 0) setTimeout(() => app.go(toStep("where")), 160);
  };
  return h(
    "label",
    { class: "option" },
    h("input", {
      type: "radio",
      name: "category",
      value: category.slug,
      checked: draft.category === category.slug,
      on: { change: choose },
    }),
    h("span", { class: "option-icon", on: { click: leadOn } }, categoryIcon(category.slug)),
    h(
      "span",
      { class: "option-name", on: { click: leadOn } },
      nameOf(category, category.slug),
      hints.length > 0 && h("span", { class: "hint" }, hints.join(", ")),
    ),
  );
}
