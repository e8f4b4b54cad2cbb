// A choice among a few options, with its name above it.
import { fill, h, uniqueId } from "../../dom";

export interface Choice {
  element: HTMLElement;
  select: HTMLSelectElement;
  /** Shows a value as chosen; one that is not offered is offered from now on. */
  show(value: string): void;
}

export type Option = readonly [value: string, words: string];

export function choice(name: string, options: readonly Option[], words = (value: string) => value): Choice {
  const select = h("select", { id: uniqueId("choice") });
  fill(select, options.map(optionOf));
  const label = h("label", { for: select.id, class: "filter-title" }, name);
  return {
    element: h("div", { class: "field" }, label, select),
    select,
    show(value) {
      if (![...select.options].some((option) => option.value === value))
        select.append(optionOf([value, words(value)]));
      select.value = value;
    },
  };
}

const optionOf = ([value, words]: Option): HTMLElement => h("option", { value }, words);
