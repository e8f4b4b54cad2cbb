// Finds a unit by its name or code; the list of units is fetched when the field is first used.
import type { Unit } from "../../api/types";
import { fill, h } from "../../dom";
import { icon } from "../../icons";
import { matches } from "../../model/text";
import { combobox } from "../../shell/combobox";
import type { Desk } from "../desk";
import { coordinates, hasInScope, isAboveUnits } from "../model/claims";
import { o } from "../words";

const SUGGESTIONS = 8;

/** Chooses another unit to look at, for those who have several; nothing for the others. */
export function unitChoice(desk: Desk, chosen: (code: string) => void): HTMLElement {
  const { api, officer } = desk;
  const inScope = (unit: Unit): boolean => hasInScope(officer, unit);
  const place = h("div", {});
  const offer = (): void =>
    fill(
      place,
      unitField(desk, o("list.unit"), inScope, (unit) => unit && chosen(unit.code)),
    );
  if (isAboveUnits(officer)) offer();
  else if (coordinates(officer)) {
    // Few coordinators have commissariats below them: whoever has none needs no field.
    api.units().then(
      ({ units }) => units.filter(inScope).length > 1 && offer(),
      () => undefined,
    );
  }
  return place;
}

/** `chosen` hears of `null` when what was chosen is written over. */
export function unitField(
  { app, api }: Desk,
  label: string,
  offered: (unit: Unit) => boolean,
  chosen: (unit: Unit | null) => void,
): HTMLElement {
  let units: readonly Unit[] = [];
  const load = async (): Promise<void> => {
    if (units.length === 0) units = (await api.units()).units.filter(offered);
  };
  const field = combobox<Unit>({
    label,
    placeholder: o("list.findUnit"),
    none: o("list.noUnit"),
    found: (count) => o("list.foundUnits", { count }),
    find: (query) =>
      units.filter(({ name, code }) => matches(`${code} ${name}`, query)).slice(0, SUGGESTIONS),
    name: ({ name }) => name,
    draw: ({ name, code }) => [icon("sensitive"), h("span", { lang: "pl" }, `${name} (${code})`)],
    chosen,
    typed: () => chosen(null),
    announce: (text) => app.announce(text),
  });
  // Without the list the field says that there is no such unit; the next focus asks again.
  field.addEventListener("focusin", () => void load().catch(() => undefined));
  return h("div", { class: "field" }, h("p", { class: "filter-title" }, label), field);
}
