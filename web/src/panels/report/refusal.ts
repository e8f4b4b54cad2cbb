// Explains kindly why a report was not taken: each fault beside the step where it is mended.
import { Problem, Unreachable } from "../../api/client";
import type { Fault } from "../../api/types";
import type { App, Explanation } from "../../app";
import { h } from "../../dom";
import { language, t } from "../../i18n";
import { icon } from "../../icons";
import type { ReportStep } from "../../model/address";
import { DESCRIPTION_LIMIT } from "../../model/draft";
import { refusalWords } from "../../refusals";

export function refusal(error: unknown, { store, catalogue }: App): HTMLElement {
  const toClerk = store.get().clerk?.explain(error);
  if (toClerk) return explained(toClerk);
  if (error instanceof Unreachable) return box(whyUnreachable(error), [h("p", {}, t("fault.unreachable"))]);
  if (!(error instanceof Problem)) return box(t("state.error"), [h("p", {}, t("state.errorHint"))]);
  if (error.isSpent) return quota(catalogue.emergency.number);
  if (error.faults.length > 0) return box(t("fault.title"), [h("ul", {}, error.faults.map(faultOf))]);
  const server = error.status >= 500;
  return box(t(server ? "state.error" : "fault.other"), [
    h("p", {}, server ? t("fault.unreachable") : refusalWords(error)),
  ]);
}

export const explained = ({ title, hint, way }: Explanation): HTMLElement =>
  box(title, [h("p", {}, hint), ...(way ? [h("a", { class: "button", href: way.href }, way.words)] : [])]);

const quota = (emergencyNumber: string): HTMLElement =>
  box(t("fault.quota"), [
    h("p", {}, t("fault.quotaHint")),
    h(
      "a",
      { class: "call", href: `tel:${emergencyNumber}` },
      t("emergency.call", { number: emergencyNumber }),
    ),
  ]);

function faultOf({ field, message }: Fault): HTMLElement {
  const known = WORDS[field.split(".")[0] ?? ""];
  // The service speaks English; elsewhere our own words stand for what it says of the fields we know.
  const text = known && language() !== "en" ? known.words() : message;
  return h("li", {}, known ? h("a", { href: `#/report/${known.step}` }, text) : text);
}

const place = { step: "where", words: () => t("where.outside") } as const;

const WORDS: Partial<Record<string, { step: ReportStep; words: () => string }>> = {
  category: { step: "what", words: () => t("fault.category") },
  lat: place,
  lon: place,
  location: place,
  unit: { step: "where", words: () => t("fault.unit") },
  description: {
    step: "details",
    words: () => `${t("details.missing")} ${t("details.tooLong", { limit: DESCRIPTION_LIMIT })}`,
  },
  occurred_at: { step: "details", words: () => t("fault.occurred_at") },
  part_of_day: { step: "details", words: () => t("fault.part_of_day") },
  weekdays: { step: "details", words: () => t("fault.weekdays") },
};

const whyUnreachable = ({ reason }: Unreachable): string =>
  t(reason === "timeout" ? "state.timeout" : "state.offline");

const box = (title: string, content: HTMLElement[]): HTMLElement =>
  h("div", { class: "refusal" }, h("p", { class: "refusal-title" }, icon("warning"), title), content);
