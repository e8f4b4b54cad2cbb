// The frame of every step of the report: how far one is, the way back and the way on.
import type { App, Panel, Snap } from "../../app";
import { fill, h } from "../../dom";
import { t, type Key } from "../../i18n";
import { icon } from "../../icons";
import type { Page, ReportStep } from "../../model/address";

const STEPS = ["what", "where", "details", "review"] as const;
type Step = (typeof STEPS)[number];

export interface StepParts {
  app: App;
  step: Step;
  snap: Snap;
  content: HTMLElement[];
  /** Answers what is still wrong, or nothing when one may go on. */
  check: () => string | null;
  next?: HTMLElement;
  dispose?: () => void;
}

export function stepPanel({ app, step, snap, content, check, next, dispose }: StepParts): Panel {
  const fault = h("p", { class: "fault is-form", role: "alert" });
  const goOn = (event: SubmitEvent): void => {
    event.preventDefault();
    const wrong = check();
    fill(fault, wrong && [icon("warning"), wrong]);
    const following = STEPS[STEPS.indexOf(step) + 1];
    if (!wrong && following) app.go(toStep(following));
  };
  return {
    title: t(`report.${step}` as Key),
    snap,
    back: previous(step),
    ...(dispose && { dispose }),
    content: h(
      "form",
      { class: `form step-${step}`, novalidate: true, on: { submit: goOn, input: () => fill(fault) } },
      progress(step),
      clerkNote(app),
      ...content,
      h(
        "div",
        { class: "form-foot" },
        fault,
        next ?? h("button", { type: "submit", class: "button is-primary is-wide" }, t("report.next")),
      ),
    ),
  };
}

function clerkNote(app: App): HTMLElement | null {
  const { clerk } = app.store.get();
  return clerk && h("p", { class: "clerk-note" }, icon("info"), clerk.note());
}

export const toStep = (step: ReportStep): Page => ({ name: "report", step });

function previous(step: Step): Page {
  const before = STEPS[STEPS.indexOf(step) - 1];
  return before ? toStep(before) : { name: "explore" };
}

function progress(step: Step): HTMLElement {
  const at = STEPS.indexOf(step) + 1;
  return h(
    "div",
    { class: "progress" },
    h("p", {}, t("report.step", { step: at, steps: STEPS.length })),
    h(
      "span",
      { class: "progress-bars", "aria-hidden": "true" },
      STEPS.map((_, index) => h("span", { class: index < at ? "is-done" : "" })),
    ),
  );
}
