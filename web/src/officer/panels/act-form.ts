// The form of one act: what is to be said, a second click that does it, and what the service answers.
import { Problem } from "../../api/client";
import { fill, h, uniqueId } from "../../dom";
import { icon } from "../../icons";
import { refusalWords } from "../../refusals";
import { failure } from "../../shell/states";
import type { Wish } from "../types";
import { o } from "../words";
import { tellMissed } from "./missed";
import type { Case } from "./report";

export const TEXT_LIMIT = 500;

/** What was written for which act and what was wished by it, when it could not be saved. */
export interface Draft {
  act: string;
  text: string;
  wish: Wish;
}

export interface ActParts {
  /** Names the act among those of the page: a status, "note", "hand_over". */
  act: string;
  title: string;
  label: string;
  required: boolean;
  /** Who will read the words, when it is not only the police. */
  hint?: string;
  /** What stands above the text. */
  content?: HTMLElement;
  /** What is wished; `null` while something beside the text is missing. */
  wish: (text: string) => Wish | null;
  /** What is missing then, in words. */
  missing?: () => string;
  done: (status: string) => string;
  cancel: () => void;
}

export function actForm(file: Case, parts: ActParts): HTMLElement {
  const [hint, fault] = [uniqueId("hint"), h("div", { class: "fault", role: "alert" })];
  const text = h("textarea", { id: uniqueId("text"), rows: 3, "aria-describedby": hint });
  if (file.draft?.act === parts.act) text.value = file.draft.text;
  const confirm = h(
    "button",
    { type: "submit", class: "button is-primary" },
    icon("check"),
    o("move.confirm"),
  );
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const words = text.value.trim();
    const [wrong, wish] = [wrongWith(words, parts.required), parts.wish(words)];
    text.setAttribute("aria-invalid", String(wrong !== null));
    if (wrong !== null || !wish) {
      fill(fault, icon("warning"), wrong ?? parts.missing?.());
      text.focus();
      return;
    }
    fill(fault);
    confirm.disabled = true;
    try {
      // What came of it is shown by the page, drawn anew: this form is not asked twice.
      await act(file, parts, wish, words);
    } catch (error) {
      if (!fault.isConnected) tellMissed(file);
      fill(
        fault,
        refused(error, () => void submit(event)),
      );
      confirm.disabled = false;
    }
  };
  return h(
    "form",
    { class: "act-form", novalidate: true, on: { submit: (event) => void submit(event) } },
    h("h3", {}, parts.title),
    parts.content,
    h(
      "div",
      { class: "field" },
      h(
        "label",
        { for: text.id },
        parts.label,
        " ",
        h("span", { class: "tag" }, o(parts.required ? "move.required" : "move.optional")),
      ),
      text,
      h("p", { class: "hint", id: hint }, parts.hint ?? o("move.private")),
    ),
    fault,
    h(
      "div",
      { class: "buttons" },
      confirm,
      h("button", { type: "button", class: "button", on: { click: parts.cancel } }, o("move.cancel")),
    ),
  );
}

async function act(file: Case, parts: ActParts, wish: Wish, words: string): Promise<void> {
  const outcome = await file.acting.ask(wish);
  if (outcome.kind === "done") file.changed(parts.done(outcome.status));
  else file.overtaken(outcome.report, { act: parts.act, text: words, wish });
}

function wrongWith(words: string, required: boolean): string | null {
  if (required && words === "") return o("move.missing");
  return words.length > TEXT_LIMIT ? o("move.tooLong", { limit: TEXT_LIMIT }) : null;
}

function refused(error: unknown, again: () => void): HTMLElement {
  if (!(error instanceof Problem) || error.status >= 500) return failure(error, again);
  return h("p", {}, `${o("refusal.title")}: ${refusalWords(error)}`);
}
