// What an institution was asked, and its answer. The address holds the only key, in the fragment, which no server sees.
import { getForwarding } from "../../api/client";
import type { Forwarding } from "../../api/types";
import { categoryOf, type App, type Panel } from "../../app";
import { fill, h } from "../../dom";
import { longDate, longDay, nameOf, t, textFor } from "../../i18n";
import { categoryIcon, icon } from "../../icons";
import { emptiness, loadInto } from "../../shell/states";
import { coordinates } from "../place-words";
import { unitCard } from "../unit-card";
import { answerForm } from "./form";
import { missing, refused } from "./refused";

const STREET_ZOOM = 15;

export function answerPanel(app: App, token: string | null): Panel {
  const content = h("div", { class: "reply" });
  let open = true;
  const panel: Panel = {
    title: t("answer.title"),
    content,
    snap: "half",
    back: { name: "explore" },
    dispose: () => {
      open = false;
      app.map?.placeMarker(null);
    },
  };
  if (!token) fill(content, missing());
  else
    void loadInto(
      content,
      () => getForwarding(token),
      (asked) => {
        if (open) showPlace(app, asked);
        return matter(app, token, asked);
      },
      refused,
    );
  return panel;
}

function showPlace(app: App, { location }: Forwarding): void {
  app.map?.placeMarker(location, marker(), false);
  app.show(location, STREET_ZOOM);
}

function matter(app: App, token: string, asked: Forwarding): HTMLElement {
  const place = h("article", {});
  const show = (now: Forwarding): void =>
    fill(place, now.closed ? thanks(app) : question(app, token, now, show));
  show(asked);
  return place;
}

const question = (
  app: App,
  token: string,
  asked: Forwarding,
  answered: (now: Forwarding) => void,
): HTMLElement[] => [
  h("p", { class: "lead" }, t("answer.lead", { institution: nameOf(asked.institution ?? undefined, "") })),
  h(
    "p",
    { class: "report-kind" },
    categoryIcon(asked.category),
    h("span", {}, nameOf(categoryOf(app, asked.category), asked.category)),
  ),
  h("blockquote", { lang: "pl" }, asked.note),
  h(
    "p",
    { class: "place" },
    icon("pin"),
    h("span", {}, t("answer.place", { place: coordinates(asked.location) })),
    h(
      "button",
      { type: "button", class: "button", on: { click: () => app.show(asked.location, STREET_ZOOM) } },
      t("answer.showPlace"),
    ),
  ),
  said(asked),
  answerForm(app, token, asked, answered),
  h("h2", {}, t("answer.unit")),
  unitCard(asked.unit),
  h("p", { class: "hint" }, t("answer.asked", { when: longDate(asked.asked_at) })),
  h("p", { class: "hint" }, t("answer.link", { until: longDate(asked.expires_at) })),
];

/** What the institution said before, so that nobody answers the same twice. */
function said({ statements, due_at }: Forwarding): HTMLElement {
  const due = h("p", {}, t("answer.due", { when: longDate(due_at) }));
  if (!statements.length) return due;
  return h(
    "section",
    {},
    h("h2", {}, t("answer.said")),
    h(
      "ul",
      { class: "said" },
      statements.map(({ answer, at, repair_by }) =>
        h(
          "li",
          {},
          h("strong", {}, textFor(`answered.${answer}`)),
          repair_by && h("span", {}, longDay(repair_by)),
          h("time", { datetime: at }, longDate(at)),
        ),
      ),
    ),
    due,
  );
}

function thanks(app: App): HTMLElement {
  app.announce(t("answer.thanks"));
  return emptiness(t("answer.thanks"), t("answer.thanksHint"));
}

const marker = (): HTMLElement =>
  h("div", { class: "marker", role: "img", "aria-label": t("where.marker") }, icon("pin"));
