// Gives a report to somebody: to oneself, to nobody, and for coordinators to any account on the unit's roster.
import { fill, h, uniqueId } from "../../dom";
import { failure, loading } from "../../shell/states";
import { coordinates } from "../model/claims";
import type { RosterMember } from "../types";
import { o, wordsFor } from "../words";
import { actForm } from "./act-form";
import type { Case } from "./report";

const NOBODY = "";

export function assignForm(file: Case, cancel: () => void): HTMLElement {
  const { desk, report } = file;
  const { officer, api } = desk;
  const select = h("select", { id: uniqueId("assignee") });
  const place = h("div", { class: "field" });
  const offer = (others: readonly RosterMember[]): void => {
    fill(
      select,
      h("option", { value: officer.sub }, o("assign.me", { name: officer.name })),
      others
        .filter(({ id }) => id !== officer.sub)
        .map(({ id, name, role }) => h("option", { value: id }, `${name}, ${wordsFor("role", role)}`)),
      report.assignee !== null && h("option", { value: NOBODY }, o("assign.nobody")),
    );
    fill(place, h("label", { for: select.id }, o("assign.to")), select);
  };
  const load = async (): Promise<void> => {
    fill(place, loading());
    try {
      offer((await api.roster(report.unit.code)).officers);
    } catch (error) {
      fill(
        place,
        failure(error, () => void load()),
      );
    }
  };
  if (coordinates(officer)) void load();
  else offer([]);
  return actForm(file, {
    act: "assign",
    title: o("assign.title"),
    label: o("move.note"),
    required: false,
    content: place,
    wish: (note) => ({ assignee: select.value === NOBODY ? null : select.value, ...(note && { note }) }),
    done: () => o("move.saved"),
    cancel,
  });
}
