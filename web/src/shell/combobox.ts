// A field that suggests while somebody types: WAI-ARIA's combobox with a list of options.
import { h, uniqueId, type Child } from "../dom";
import { icon } from "../icons";

export interface ComboboxParts<T> {
  label: string;
  placeholder: string;
  /** What to say when nothing matches. */
  none: string;
  found: (count: number) => string;
  find: (query: string) => readonly T[];
  name: (option: T) => string;
  draw: (option: T) => Child[];
  chosen: (option: T) => void;
  /** The text is somebody's own again, and no option's. */
  typed?: () => void;
  announce: (text: string) => void;
}

export function combobox<T>(parts: ComboboxParts<T>): HTMLElement {
  const listId = uniqueId("options");
  const list = h("ul", { id: listId, class: "suggestions", role: "listbox", "aria-label": parts.label });
  const input = h("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: parts.placeholder,
    "aria-label": parts.label,
    "aria-autocomplete": "list",
    "aria-controls": listId,
    "aria-expanded": "false",
  });
  let found: readonly T[] = [];
  let active = 0;

  const close = (): void => {
    found = [];
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option: T | undefined): void => {
    if (option === undefined) return;
    input.value = parts.name(option);
    close();
    parts.chosen(option);
  };
  const draw = (): void => {
    const options = found.map((option, index) =>
      h(
        "li",
        {
          id: `${listId}-${index}`,
          role: "option",
          "aria-selected": String(index === active),
          // "pointerdown" comes before the field loses focus and the list is closed.
          on: {
            pointerdown: (event) => {
              event.preventDefault();
              choose(option);
            },
          },
        },
        ...parts.draw(option),
      ),
    );
    const none = h("li", { class: "is-none" }, parts.none);
    list.replaceChildren(...(options.length ? options : [none]));
    list.hidden = input.value.trim() === "";
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) input.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else input.removeAttribute("aria-activedescendant");
  };
  const move = (step: number): void => {
    active = (active + step + found.length) % Math.max(found.length, 1);
    draw();
  };

  input.addEventListener("input", () => {
    parts.typed?.();
    found = parts.find(input.value);
    active = 0;
    draw();
    parts.announce(found.length ? parts.found(found.length) : parts.none);
  });
  input.addEventListener("keydown", (event) => {
    const act = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Escape: close,
      Enter: () => choose(found[active]),
    }[event.key];
    if (!act || list.hidden) return;
    event.preventDefault();
    act();
  });
  input.addEventListener("blur", close);
  close();
  return h("div", { class: "field-with-icon combobox" }, icon("search"), input, list);
}
