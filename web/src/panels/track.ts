// Follows one report. Its address holds the only key to it, in the fragment, which no server ever sees.
import { getReport, Problem } from "../api/client";
import type { Step, TrackedReport } from "../api/types";
import { statusName, type App, type Panel } from "../app";
import { fill, h, uniqueId } from "../dom";
import { longDate, nameOf, t, textFor } from "../i18n";
import { icon } from "../icons";
import { trackingOf } from "../model/address";
import { emptiness, loadInto } from "../shell/states";
import { answerWords } from "./answer-words";
import { historyList } from "./history";
import { reportHead } from "./report-head";
import { unitCard } from "./unit-card";

export function trackPanel(app: App, id: string | null, token: string | null): Panel {
  const panel = { snap: "full", back: { name: "explore" } } as const;
  if (!id || !token) return { ...panel, title: t("track.askTitle"), content: askForLink(app) };
  const report = h("div", {});
  const load = (): void =>
    void loadInto(
      report,
      () => getReport(id, token),
      (found) => reportOf(app, found, load),
      missing,
    );
  load();
  return { ...panel, title: t("track.title"), content: h("div", { class: "track" }, report) };
}

function askForLink(app: App): HTMLElement {
  const fault = h("p", { class: "fault", id: uniqueId("fault"), role: "alert" });
  const input = h("input", {
    id: uniqueId("link"),
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": fault.id,
  });
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = trackingOf(input.value);
    input.setAttribute("aria-invalid", String(!found));
    fill(fault, found ? null : t("track.badLink"));
    if (found) app.go({ name: "track", ...found });
    else input.focus();
  };
  return h(
    "form",
    { class: "form", novalidate: true, on: { submit: open } },
    h("p", { class: "lead" }, t("track.ask")),
    h("label", { for: input.id }, t("track.link")),
    input,
    fault,
    h("button", { type: "submit", class: "button is-primary" }, t("track.open")),
  );
}

function reportOf(app: App, report: TrackedReport, reload: () => void): HTMLElement {
  const { status, created_at, unit } = report;
  return h(
    "article",
    {},
    reportHead(app, report),
    report.duplicate_of !== null && h("p", {}, t("track.merged")),
    h("h2", {}, t("track.next")),
    h("p", {}, textFor(`next.${status}`)),
    h("h2", {}, t("track.unit")),
    unitCard(unit),
    h("h2", {}, t("track.history")),
    timeline(app, report),
    h("p", { class: "hint" }, t("track.placed", { when: longDate(created_at) })),
    h("p", { class: "hint" }, t("track.keep")),
    h(
      "button",
      { type: "button", class: "button", on: { click: reload } },
      icon("retry"),
      t("track.refresh"),
    ),
  );
}

const timeline = (app: App, { history }: TrackedReport): HTMLElement =>
  historyList(
    history.map(({ status, at, ...told }) => ({
      status,
      at,
      title: statusName(app, status),
      more: forwardingWords(told).map((words) => h("p", { class: "timeline-more" }, words)),
    })),
  );

/** To whom the report went, what they answered, by when they repair. */
const forwardingWords = ({ institution, ...said }: Partial<Step>): string[] => [
  ...(institution
    ? [t("track.institution", { kind: nameOf(institution.kind, ""), name: nameOf(institution, "") })]
    : []),
  ...answerWords(said),
];

const missing = (error: unknown): HTMLElement | null =>
  error instanceof Problem && [401, 404].includes(error.status)
    ? emptiness(t("track.missing"), t("track.missingHint"))
    : null;
