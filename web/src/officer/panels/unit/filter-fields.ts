// The filter of a subscription: which alerts an address hears. Nothing chosen stands for all.
import type { App } from "../../../app";
import { fill, h, uniqueId } from "../../../dom";
import { icon } from "../../../icons";
import type { Field } from "../../model/subscription";
import { EVENTS, PRIORITIES, type AlertFilter } from "../../unit-types";
import { o } from "../../words";
import { categoryBoxes } from "../category-boxes";

export interface FilterFields {
  element: HTMLElement;
  value(): AlertFilter;
  /** Says what is wrong, beside the label or beneath the choices. */
  say(field: Field, words: string): void;
  clear(): void;
}

const EVERYTHING: AlertFilter = { label: null, below: true, categories: [], priorities: [], events: [] };

export function filterFields(app: App, given: AlertFilter = EVERYTHING): FilterFields {
  let chosen = [...given.categories];
  const faults = { label: faultPlace(), filter: faultPlace() };
  const label = h("input", { id: uniqueId("label"), type: "text", "aria-describedby": faults.label.id });
  label.value = given.label ?? "";
  const categories = categoryBoxes(app, (slugs) => {
    chosen = slugs;
    categories.draw(slugs);
  });
  categories.draw(chosen);
  const priorities = ticks(
    o("subscription.priorities"),
    PRIORITIES.map((slug) => [slug, o(`priority.${slug}`)]),
    given.priorities,
  );
  const events = ticks(
    o("subscription.events"),
    EVENTS.map((slug) => [slug, o(`event.${slug}`)]),
    given.events,
  );
  const below = h("input", { type: "checkbox", checked: given.below });
  return {
    element: h(
      "div",
      { class: "filter-fields" },
      h(
        "div",
        { class: "field" },
        h("label", { class: "filter-title", for: label.id }, o("subscription.label")),
        label,
        faults.label,
      ),
      h("p", { class: "hint" }, o("subscription.allHint")),
      priorities.element,
      events.element,
      categories.element,
      h("label", { class: "tick" }, below, h("span", {}, o("subscription.below"))),
      faults.filter,
    ),
    value: () => ({
      label: label.value.trim() || null,
      below: below.checked,
      categories: chosen,
      priorities: priorities.chosen(),
      events: events.chosen(),
    }),
    say(field, words) {
      fill(faults[field === "label" ? "label" : "filter"], icon("warning"), words);
      if (field === "label") label.focus();
    },
    clear: () => Object.values(faults).forEach((place) => fill(place)),
  };
}

const faultPlace = (): HTMLElement => h("p", { class: "fault", id: uniqueId("fault"), role: "alert" });

function ticks(
  title: string,
  options: readonly (readonly [string, string])[],
  given: readonly string[],
): { element: HTMLElement; chosen: () => string[] } {
  const boxes = options.map(([value, words]) => {
    const box = h("input", { type: "checkbox", value, checked: given.includes(value) });
    return { box, row: h("label", { class: "tick" }, box, h("span", {}, words)) };
  });
  return {
    element: h(
      "fieldset",
      { class: "tick-group" },
      h("legend", { class: "filter-title" }, title),
      boxes.map(({ row }) => row),
    ),
    chosen: () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value),
  };
}
