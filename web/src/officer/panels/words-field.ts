// Looks for words in what people wrote: searched when Enter says so, not with every letter.
import { fill, h, uniqueId } from "../../dom";
import { icon } from "../../icons";
import { FEWEST_CHARACTERS } from "../model/list";
import { o } from "../words";

export interface WordsField {
  element: HTMLElement;
  draw(words: string): void;
}

export function wordsField(change: (words: string) => void): WordsField {
  const [hint, fault] = [uniqueId("hint"), h("p", { class: "fault", role: "alert" })];
  const input = h("input", {
    id: uniqueId("words"),
    type: "search",
    enterkeyhint: "search",
    "aria-describedby": hint,
  });
  const search = (event?: Event): void => {
    event?.preventDefault();
    const words = input.value.trim();
    const tooShort = words.length > 0 && words.length < FEWEST_CHARACTERS;
    fill(fault, tooShort && o("list.wordsTooShort", { limit: FEWEST_CHARACTERS }));
    if (!tooShort) change(words);
  };
  input.addEventListener("input", () => input.value === "" && search());
  return {
    element: h(
      "form",
      { class: "field", role: "search", novalidate: true, on: { submit: search } },
      h("label", { class: "filter-title", for: input.id }, o("list.words")),
      h(
        "div",
        { class: "field-with-button" },
        input,
        h(
          "button",
          { type: "submit", class: "button", "aria-label": o("list.search"), title: o("list.search") },
          icon("search"),
        ),
      ),
      fault,
      h("p", { class: "hint", id: hint }, o("list.wordsHint")),
    ),
    draw(words) {
      // A refresh of the list leaves alone what somebody is writing.
      if (document.activeElement !== input) input.value = words;
    },
  };
}
