// The moves from where the report stands: one click chooses, a second one confirms, with a reason where one is due.
import { fill, h } from "../../dom";
import { statusIcon } from "../../icons";
import type { FullReport } from "../types";
import { o, statusName, wordsFor } from "../words";
import { actForm } from "./act-form";
import { forwardForm } from "./forward-form";
import type { Case } from "./report";

/** The usual next step first; what closes a report without a finding last. */
const ORDER = [
  "under_verification",
  "confirmed",
  "eliminated",
  "forwarded",
  "unconfirmed",
  "joke_or_mistake",
];

export function moves(file: Case): HTMLElement {
  const { report } = file;
  const place = h("div", { class: "moves" });
  const choices = (): void => {
    const allowed = [...report.allowed].sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
    fill(
      place,
      allowed.length
        ? allowed.map((status, index) => choice(report, status, index === 0, () => open(status)))
        : h("p", { class: "hint" }, o("move.none")),
    );
  };
  const open = (status: string): void => {
    fill(place, formOf(file, status, choices));
    place.querySelector("textarea")?.focus();
  };
  const kept = file.draft?.act;
  if (kept !== undefined && report.allowed.includes(kept)) open(kept);
  else choices();
  return h("section", { class: "act-section" }, h("h2", {}, o("move.title")), place);
}

const choice = (report: FullReport, status: string, first: boolean, click: () => void): HTMLElement =>
  h(
    "button",
    { type: "button", class: `button is-wide move is-${status}${first ? " is-primary" : ""}`, on: { click } },
    statusIcon(status),
    nameOfMove(report.status, status),
  );

function formOf(file: Case, status: string, cancel: () => void): HTMLElement {
  if (status === "forwarded") return forwardForm(file, cancel);
  const { desk, report } = file;
  const required = report.needs_note.includes(status);
  return actForm(file, {
    act: status,
    title: nameOfMove(report.status, status),
    label: o(required ? "move.reason" : "move.note"),
    required,
    wish: (note) => ({ status, ...(note && { note }) }),
    done: (now) => o("move.done", { status: statusName(desk.app, now) }),
    cancel,
  });
}

function nameOfMove(from: string, to: string): string {
  if (to === "under_verification" && from !== "new") return o("move.reopen");
  if (to === "confirmed" && from === "forwarded") return o("move.return");
  return wordsFor("move", to);
}
