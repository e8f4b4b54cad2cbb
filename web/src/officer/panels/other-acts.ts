// What may be done with a report beside moving it: a note, a hand-over to the unit that should have it.
import type { Unit } from "../../api/types";
import { fill, h } from "../../dom";
import { officerIcon } from "../icons";
import type { FullReport } from "../types";
import { o, type OfficerKey } from "../words";
import { actForm } from "./act-form";
import type { Case } from "./report";
import { assignForm } from "./assign-form";
import { mergeForm, partForm } from "./merge-forms";
import { unitField } from "./unit-field";

interface Act {
  name: string;
  label: OfficerKey;
  picture: Parameters<typeof officerIcon>[0];
  form: (file: Case, cancel: () => void) => HTMLElement;
  /** Whether it can be done at all; always, unless it says so. */
  fits?: (report: FullReport) => boolean;
}

const ACTS: readonly Act[] = [
  { name: "note", label: "other.note", picture: "note", form: noteForm },
  { name: "assign", label: "assign.title", picture: "assign", form: assignForm },
  { name: "hand_over", label: "other.handOver", picture: "handOver", form: handOverForm },
  { name: "merge", label: "merge.title", picture: "merge", form: mergeForm, fits: isMain },
  { name: "part", label: "merge.part", picture: "merge", form: partForm, fits: (report) => !isMain(report) },
];

/** Whether the act can be done with the report as it stands. */
export const isOffered = (act: string, report: FullReport): boolean =>
  offered(report).some(({ name }) => name === act);

const offered = (report: FullReport): Act[] => ACTS.filter(({ fits }) => fits?.(report) ?? true);

function isMain({ duplicate_of }: FullReport): boolean {
  return duplicate_of === null;
}

export function otherActs(file: Case): HTMLElement {
  const place = h("div", { class: "other-acts" });
  const choices = (): void =>
    fill(
      place,
      offered(file.report).map((act) =>
        h(
          "button",
          { type: "button", class: "button", on: { click: () => open(act) } },
          officerIcon(act.picture),
          o(act.label),
        ),
      ),
    );
  const open = (act: Act): void => {
    fill(place, act.form(file, choices));
    place.querySelector<HTMLElement>("input, textarea")?.focus();
  };
  const kept = offered(file.report).find(({ name }) => name === file.draft?.act);
  if (kept) open(kept);
  else choices();
  return h("section", { class: "act-section" }, h("h2", {}, o("other.title")), place);
}

function noteForm(file: Case, cancel: () => void): HTMLElement {
  return actForm(file, {
    act: "note",
    title: o("other.note"),
    label: o("other.noteText"),
    required: true,
    wish: (note) => ({ note }),
    done: () => o("move.saved"),
    cancel,
  });
}

const isNoGarrison = ({ code, garrison }: Unit): boolean => code !== garrison.code;

function handOverForm(file: Case, cancel: () => void): HTMLElement {
  let unit: Unit | null = null;
  // Another one may be chosen while this one's answer is awaited.
  let asked: Unit | null = null;
  return actForm(file, {
    act: "hand_over",
    title: o("other.handOver"),
    label: o("move.reason"),
    required: true,
    content: unitField(file.desk, o("other.handOverTo"), isNoGarrison, (chosen) => (unit = chosen)),
    wish(reason) {
      asked = unit;
      return unit && { unit: unit.code, reason };
    },
    missing: () => o("other.handOverMissing"),
    done: () => o("other.handedOver", { unit: asked?.name ?? "" }),
    cancel,
  });
}
