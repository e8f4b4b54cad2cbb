// The four answers of an institution, and what each of them asks for.
import { answerForwarding } from "../../api/client";
import { SAID, type Forwarding, type NewAnswer, type Said } from "../../api/types";
import type { App } from "../../app";
import { fill, h, uniqueId } from "../../dom";
import { t } from "../../i18n";
import { icon, type Control } from "../../icons";
import { failure } from "../../shell/states";
import { faultWords, refused } from "./refused";

const PICTURES: Record<Said, Control> = {
  accepted: "check",
  repair_date: "calendar",
  eliminated: "done",
  refused: "close",
};
const LONGEST_NOTE = 500;

export function answerForm(
  app: App,
  token: string,
  asked: Forwarding,
  answered: (now: Forwarding) => void,
): HTMLElement {
  const trouble = h("div", { role: "alert" });
  const fault = h("p", { class: "fault", id: uniqueId("fault"), role: "alert" });
  const day = h("input", {
    id: uniqueId("day"),
    type: "date",
    min: tomorrow(),
    "aria-describedby": fault.id,
  });
  const note = h("textarea", {
    id: uniqueId("note"),
    rows: 3,
    maxlength: LONGEST_NOTE,
    "aria-describedby": fault.id,
  });
  const noteLabel = h("label", { for: note.id });
  const dayField = h("div", { class: "field" }, h("label", { for: day.id }, t("answer.day")), day);
  const noteField = h(
    "div",
    { class: "field" },
    noteLabel,
    note,
    h("p", { class: "hint" }, t("answer.noNames")),
  );
  const button = h("button", { type: "submit", class: "button is-primary is-wide" }, t("answer.send"));
  let chosen: Said | null = null;

  const choose = (answer: Said): void => {
    chosen = answer;
    dayField.hidden = answer !== "repair_date";
    noteField.hidden = false;
    fill(noteLabel, t(answer === "refused" ? "answer.reason" : "answer.note"));
    fill(fault);
  };
  const wrong = (): [string, HTMLElement | null] | null => {
    if (!chosen) return [t("answer.choose"), null];
    if (chosen === "repair_date" && !day.value) return [t("answer.needsDay"), day];
    if (chosen === "refused" && !note.value.trim()) return [t("answer.needsReason"), note];
    return null;
  };
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const found = wrong();
    fill(fault, found && [icon("warning"), found[0]]);
    found?.[1]?.focus();
    if (found || !chosen || button.disabled) return;
    button.disabled = true;
    fill(trouble);
    try {
      answered(await answerForwarding(token, newAnswer(chosen, day.value, note.value)));
      app.announce(t("answer.sent"));
    } catch (error) {
      const wanting = faultWords(error);
      const again = (): void => button.form?.requestSubmit();
      if (wanting) fill(fault, icon("warning"), wanting);
      else fill(trouble, refused(error) ?? failure(error, again));
    } finally {
      button.disabled = false;
    }
  };
  dayField.hidden = noteField.hidden = true;
  return h(
    "form",
    { class: "form", novalidate: true, on: { submit: (event) => void send(event) } },
    h(
      "fieldset",
      { class: "answers" },
      h("legend", {}, t(asked.statements.length ? "answer.now" : "answer.question")),
      SAID.map((answer) => option(answer, choose)),
    ),
    dayField,
    noteField,
    fault,
    trouble,
    button,
  );
}

const option = (answer: Said, choose: (answer: Said) => void): HTMLElement =>
  h(
    "label",
    { class: "option" },
    h("input", { type: "radio", name: "answer", value: answer, on: { change: () => choose(answer) } }),
    h("span", { class: "option-icon" }, icon(PICTURES[answer])),
    h(
      "span",
      { class: "option-name" },
      h("span", {}, t(`answer.${answer}`)),
      h("span", { class: "hint" }, t(`answer.${answer}.hint`)),
    ),
  );

const newAnswer = (answer: Said, day: string, note: string): NewAnswer => ({
  answer,
  ...(answer === "repair_date" && { repair_by: day }),
  ...(note.trim() && { note: note.trim() }),
});

function tomorrow(): string {
  const date = new Date();
  date.setDate(date.getDate() + 1);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
