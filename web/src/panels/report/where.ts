// Step 2: where. A point on the map, by tap, drag, location, coordinates or keyboard, and who answers there.
import { locateUnit, Problem } from "../../api/client";
import type { App, Panel } from "../../app";
import { fill, h, uniqueId } from "../../dom";
import { whereAmI } from "../../geolocation";
import { t } from "../../i18n";
import { icon } from "../../icons";
import { parseCoordinates, type LonLat } from "../../model/places";
import { placeSearch } from "../../shell/place-search";
import { coordinates } from "../place-words";
import { unitCard } from "../unit-card";
import { stepPanel } from "./frame";

/** Below this a tap may miss by hundreds of metres. */
const PRECISE_ZOOM = 11;

export function whereStep(app: App): Panel {
  const unit = h("div", { class: "answer", "aria-live": "polite" });
  const fault = h("p", { class: "fault", role: "alert" });
  const typed = h("input", {
    id: uniqueId("coordinates"),
    type: "text",
    inputmode: "text",
    autocomplete: "off",
    placeholder: "52,2297 21,0122",
    "aria-describedby": uniqueId("hint"),
  });
  let outside = false;
  let asked = 0;
  let drawn: LonLat | null = null;

  const place = (point: LonLat, move: boolean): void => {
    app.store.set({ draft: { ...app.store.get().draft, point } });
    if (move) app.show(point, 14);
  };
  const ask = async (point: LonLat): Promise<void> => {
    const question = (asked += 1);
    outside = false;
    fill(fault);
    fill(unit, h("p", { class: "hint" }, t("where.locating")));
    const answer = await answerFor(point);
    if (question !== asked) return;
    outside = answer === "outside";
    fill(fault, outside && [icon("warning"), t("where.outside")]);
    fill(unit, typeof answer === "string" ? null : answer);
  };
  const closer = h("p", { class: "hint" }, icon("info"), " ", t("where.closer"));
  const draw = (): void => {
    const { draft, view } = app.store.get();
    const { point } = draft;
    closer.hidden = !app.map || (view?.zoom ?? 0) >= PRECISE_ZOOM;
    app.map?.placeMarker(point, marker());
    if (!point || point === drawn) return;
    drawn = point;
    typed.value = coordinates(point);
    void ask(point);
  };
  const useTyped = (): void => {
    const point = parseCoordinates(typed.value);
    typed.setAttribute("aria-invalid", String(!point));
    fill(fault, !point && [icon("warning"), t("where.badCoordinates")]);
    if (point) place(point, true);
  };
  const useLocation = async (): Promise<void> => {
    const here = await whereAmI();
    if (here) place(here, true);
    else fill(fault, icon("warning"), t("where.denied"));
  };

  app.map?.setPicking(true);
  draw();
  const stop = app.store.watch(["draft", "view"], draw);
  return stepPanel({
    app,
    step: "where",
    snap: "half",
    dispose: () => {
      stop();
      app.map?.setPicking(false);
    },
    check: () => {
      if (!app.store.get().draft.point) return t("where.choose");
      return outside ? t("where.outside") : null;
    },
    content: [
      h("p", { class: "lead" }, t("where.help")),
      closer,
      unit,
      fault,
      h(
        "div",
        { class: "buttons" },
        button("locate", t("where.useLocation"), () => void useLocation()),
        app.map
          ? button("pin", t("where.useCentre"), () => app.map && place(app.map.centre(), false))
          : h("span"),
      ),
      placeSearch(app, (town) => app.show(town, 12.5)),
      coordinatesField(typed, useTyped),
      h("p", { class: "hint" }, icon("sensitive"), " ", t("where.private")),
    ],
  });
}

async function answerFor(point: LonLat): Promise<HTMLElement | "outside"> {
  try {
    const { unit, near_border } = await locateUnit(point.lat, point.lon);
    return h("div", {}, h("p", { class: "answer-title" }, t("where.unit")), unitCard(unit, near_border));
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return "outside";
    return h("p", { class: "hint" }, t("where.noUnit"));
  }
}

function coordinatesField(typed: HTMLInputElement, use: () => void): HTMLElement {
  typed.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    use();
  });
  return h(
    "details",
    { class: "typed" },
    h("summary", {}, t("where.coordinates")),
    h("label", { for: typed.id, class: "hint" }, t("where.coordinatesHint")),
    h(
      "div",
      { class: "field-with-button" },
      typed,
      h("button", { type: "button", class: "button", on: { click: use } }, t("where.set")),
    ),
  );
}

const button = (name: "locate" | "pin", label: string, click: () => void): HTMLElement =>
  h("button", { type: "button", class: "button", on: { click } }, icon(name), label);

const marker = (): HTMLElement =>
  h("div", { class: "marker", role: "img", "aria-label": t("where.marker") }, icon("pin"));
