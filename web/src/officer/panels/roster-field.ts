// Chooses who is to work on a report: oneself, and for coordinators any account on a unit's roster.
import { fill, h, uniqueId } from "../../dom";
import { failure, loading } from "../../shell/states";
import type { Desk } from "../desk";
import { coordinates } from "../model/claims";
import type { RosterMember } from "../types";
import { o, wordsFor } from "../words";

const NOBODY = "";

export interface RosterField {
  element: HTMLElement;
  /** The account that was chosen, `null` for nobody; `undefined` while nothing is, or can be. */
  account(): string | null | undefined;
  /** Why nothing is chosen. */
  missing(): string;
}

/**
 * `nobody` says whether a report may be taken from who has it.
 * `kept` is whom somebody chose before; when they can't be chosen any more, the field begins empty.
 */
export function rosterField(
  { api, officer }: Desk,
  unit: string,
  nobody: boolean,
  kept?: string | null,
): RosterField {
  const select = h("select", { id: uniqueId("assignee") });
  const element = h("div", { class: "field" });
  const offer = (others: readonly RosterMember[]): void => {
    fill(
      select,
      h("option", { value: officer.sub }, o("assign.me", { name: officer.name })),
      others
        .filter(({ id }) => id !== officer.sub)
        .map(({ id, name, role }) => h("option", { value: id }, `${name}, ${wordsFor("role", role)}`)),
      nobody && h("option", { value: NOBODY }, o("assign.nobody")),
    );
    fill(element, h("label", { for: select.id }, o("assign.to")), select);
    if (kept !== undefined) select.value = kept ?? NOBODY;
  };
  const load = async (): Promise<void> => {
    fill(element, loading());
    try {
      offer((await api.roster(unit)).officers);
    } catch (error) {
      fill(
        element,
        failure(error, () => void load()),
      );
    }
  };
  if (coordinates(officer)) void load();
  else offer([]);
  return {
    element,
    account() {
      const chosen = select.options[select.selectedIndex]?.value;
      return chosen === NOBODY ? null : chosen;
    },
    missing: () => o(select.options.length ? "assign.choose" : "assign.unknown"),
  };
}
