// Finds a town by name without asking any server: a combobox over the towns that the map already knows.
import type { App } from "../app";
import { h, uniqueId } from "../dom";
import { t } from "../i18n";
import { icon } from "../icons";
import { findPlaces, type Place } from "../model/places";

export function placeSearch(app: App, chosen: (place: Place) => void): HTMLElement {
  const listId = uniqueId("places");
  const list = h("ul", {
    id: listId,
    class: "suggestions",
    role: "listbox",
    "aria-label": t("search.label"),
  });
  const input = h("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: t("search.placeholder"),
    "aria-label": t("search.label"),
    "aria-autocomplete": "list",
    "aria-controls": listId,
    "aria-expanded": "false",
  });
  let found: Place[] = [];
  let active = 0;

  const close = (): void => {
    found = [];
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place: Place | undefined): void => {
    if (!place) return;
    input.value = place.name;
    close();
    chosen(place);
  };
  const draw = (): void => {
    const options = found.map((place, index) =>
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
              choose(place);
            },
          },
        },
        icon("pin"),
        place.name,
      ),
    );
    const none = h("li", { class: "is-none" }, t("search.none"));
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
    found = findPlaces(app.store.get().places, input.value);
    active = 0;
    draw();
    app.announce(found.length ? t("search.found", { count: found.length }) : t("search.none"));
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
  return h("div", { class: "field-with-icon place-search" }, icon("search"), input, list);
}
