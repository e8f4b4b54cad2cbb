// Step 4: look at it once more, and send. A repeated try carries the same key, so nothing is stored twice.
import { locateUnit, placeReport, Problem, Unreachable } from "../../api/client";
import type { NewReport } from "../../api/types";
import { categoryOf, type App, type Panel } from "../../app";
import { fill, h, type Child } from "../../dom";
import { longDate, join, nameOf, t, weekdayName } from "../../i18n";
import { categoryIcon, icon } from "../../icons";
import type { ReportStep } from "../../model/address";
import { emptyDraft, keyKeeper, randomKey, reportOf, WEEKDAYS, type Draft } from "../../model/draft";
import { emergencyBox } from "../../shell/emergency";
import { coordinates, pointWords } from "../place-words";
import { unitCard } from "../unit-card";
import { refusal } from "./refusal";
import { stepPanel, toStep } from "./frame";

const keys = keyKeeper(randomKey);

export function reviewStep(app: App): Panel {
  const { draft } = app.store.get();
  const trouble = h("div", { role: "alert" });
  const button = h("button", { type: "submit", class: "button is-primary is-wide" }, t("review.send"));
  const send = async (): Promise<void> => {
    if (button.disabled) return;
    busy(button, true);
    fill(trouble);
    try {
      await deliver(app, reportOf(draft));
    } catch (error) {
      fill(trouble, refusal(error, app));
      trouble.scrollIntoView({ block: "nearest" });
      busy(button, false, error instanceof Problem || error instanceof Unreachable);
    }
  };
  return stepPanel({
    app,
    step: "review",
    snap: "full",
    next: button,
    check: () => {
      void send();
      return null;
    },
    content: [
      h("p", { class: "lead" }, t("review.intro")),
      h("dl", { class: "review" }, rowsOf(app, draft)),
      emergencyBox(app.catalogue.emergency.number),
      h("p", { class: "hint" }, t("review.honest")),
      trouble,
    ],
  });
}

async function deliver(app: App, report: NewReport): Promise<void> {
  const place = app.store.get().clerk?.place ?? placeReport;
  const receipt = await place(report, keys.keyOf(report));
  keys.forget();
  app.store.set({ receipt, draft: emptyDraft() });
  app.go(toStep("sent"));
}

function rowsOf(app: App, draft: Draft): HTMLElement[] {
  const category = categoryOf(app, draft.category);
  const times = [
    draft.occurredAt && longDate(draft.occurredAt),
    draft.partOfDay && t(`part.${draft.partOfDay}`),
    draft.weekdays.length > 0 && join(weekdayNames(draft)),
  ].filter((part) => typeof part === "string" && part !== "");
  return [
    row(t("report.what"), "what", [
      h(
        "span",
        { class: "report-kind" },
        categoryIcon(draft.category ?? ""),
        nameOf(category, draft.category ?? ""),
      ),
    ]),
    row(t("review.place"), "where", [
      ...(draft.point ? [h("p", {}, pointWords(app.store.get().places, draft.point))] : []),
      h("p", { class: "hint" }, draft.point && coordinates(draft.point)),
      unitOf(draft),
    ]),
    row(t("details.description"), "details", [
      h("p", { class: "quoted" }, draft.description.trim() || none()),
    ]),
    row(t("review.when"), "details", times.length ? times.map((time) => h("p", {}, time)) : [none()]),
  ];
}

function row(label: string, step: ReportStep, content: Child[]): HTMLElement {
  return h(
    "div",
    { class: "review-row" },
    h("dt", {}, label),
    h("dd", {}, content),
    h(
      "dd",
      { class: "change" },
      h(
        "a",
        { href: `#/report/${step}`, "aria-label": t("review.changeOf", { what: label }) },
        icon("edit"),
        t("review.change"),
      ),
    ),
  );
}

function unitOf({ point }: Draft): HTMLElement {
  const place = h("div", {});
  const ask = async (): Promise<void> => {
    if (point) fill(place, unitCard((await locateUnit(point.lat, point.lon)).unit));
  };
  ask().catch(() => fill(place, h("p", { class: "hint" }, t("where.noUnit"))));
  return place;
}

function weekdayNames(draft: Draft): string[] {
  return WEEKDAYS.flatMap((day, index) => (draft.weekdays.includes(day) ? [weekdayName(index, "long")] : []));
}

const none = (): HTMLElement => h("span", { class: "hint" }, t("review.none"));

function busy(button: HTMLButtonElement, sending: boolean, again = false): void {
  button.disabled = sending;
  button.classList.toggle("is-busy", sending);
  button.textContent = t(sending ? "review.sending" : again ? "state.retry" : "review.send");
}
