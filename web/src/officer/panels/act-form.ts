// The form of one act: what is to be said, a second click that does it, and what the service answers.
import { Problem } from "../../api/client";
import { fill, h, uniqueId } from "../../dom";
import { icon } from "../../icons";
import { refusalWords } from "../../refusals";
import { failure } from "../../shell/states";
import type { State, Wish } from "../types";
import { o } from "../words";
import type { Case } from "./report";

export const TEXT_LIMIT = 500;

/** What was written for which act, when it could not be saved. */
export interface Draft {
  act: string;
  text: string;
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
  /** What is still missing beside the text, in words. */
  check?: () => string | null;
  wish: (text: string) => Wish;
  done: (state: State) => string;
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
    const wrong = wrongWith(words, parts);
    text.setAttribute("aria-invalid", String(wrong !== null));
    fill(fault, wrong && [icon("warning"), wrong]);
    if (wrong) {
      text.focus();
      return;
    }
    confirm.disabled = true;
    try {
      await act(file, parts, words);
    } catch (error) {
      fill(
        fault,
        refused(error, () => void submit(event)),
      );
    } finally {
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

async function act(file: Case, parts: ActParts, words: string): Promise<void> {
  const { desk, report } = file;
  try {
    file.changed(parts.done(await desk.api.change(report.id, report.version, parts.wish(words))));
  } catch (error) {
    const current =
      error instanceof Problem && error.status === 409 ? (error.body.current as State) : undefined;
    // Of an unchanged report the answer says what it does not allow.
    if (!current || current.version === report.version) throw error;
    file.overtaken(current, { act: parts.act, text: words });
  }
}

function wrongWith(words: string, { required, check }: ActParts): string | null {
  if (required && words === "") return o("move.missing");
  if (words.length > TEXT_LIMIT) return o("move.tooLong", { limit: TEXT_LIMIT });
  return check?.() ?? null;
}

function refused(error: unknown, again: () => void): HTMLElement {
  if (!(error instanceof Problem) || error.status >= 500) return failure(error, again);
  return h("p", {}, `${o("refusal.title")}: ${refusalWords(error)}`);
}
