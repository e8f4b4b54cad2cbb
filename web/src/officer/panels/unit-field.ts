// Finds a unit by its name or code; the list of units is fetched when the field is first used.
import type { Unit } from "../../api/types";
import { h } from "../../dom";
import { icon } from "../../icons";
import { matches } from "../../model/text";
import { combobox } from "../../shell/combobox";
import type { Desk } from "../desk";
import { o } from "../words";

const SUGGESTIONS = 8;

export function unitField({ app, api }: Desk, label: string, chosen: (unit: Unit) => void): HTMLElement {
  let units: readonly Unit[] = [];
  const load = async (): Promise<void> => {
    if (units.length === 0) ({ units } = await api.units());
  };
  const field = combobox<Unit>({
    label,
    placeholder: o("list.findUnit"),
    none: o("list.noUnit"),
    found: (count) => o("list.foundUnits", { count }),
    find: (query) =>
      units
        .filter(({ code, garrison }) => code !== garrison.code)
        .filter(({ name, code }) => matches(`${code} ${name}`, query))
        .slice(0, SUGGESTIONS),
    name: ({ name }) => name,
    draw: ({ name, code }) => [icon("sensitive"), h("span", { lang: "pl" }, `${name} (${code})`)],
    chosen,
    announce: (text) => app.announce(text),
  });
  // Without the list the field says that there is no such unit; the next focus asks again.
  field.addEventListener("focusin", () => void load().catch(() => undefined));
  return h("div", { class: "field" }, h("p", { class: "filter-title" }, label), field);
}
