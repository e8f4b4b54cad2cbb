// Names 112 on every page: this map is no way to call for help.
import type { Emergency } from "../api/types";
import { h } from "../dom";
import { language, t } from "../i18n";
import { icon } from "../icons";

/** The strip on top of every page. */
export const emergencyStrip = (number = "112"): HTMLElement =>
  h(
    "aside",
    { class: "emergency", "aria-label": t("emergency.short") },
    h("span", { class: "emergency-ask" }, t("emergency.short")),
    call(number),
    h("span", { class: "emergency-not" }, t("emergency.long")),
  );

/** The strong form, in the middle of the report. */
export const emergencyBox = (number: string): HTMLElement =>
  h(
    "div",
    { class: "emergency-box", role: "note" },
    icon("phone"),
    h("p", {}, t("report.urgent")),
    call(number),
  );

/** What the service itself says, once a report is in. */
export const emergencyNotice = ({ notice, number }: Emergency): HTMLElement =>
  h(
    "div",
    { class: "emergency-box", role: "note" },
    icon("phone"),
    h("p", {}, notice[language()]),
    call(number),
  );

const call = (number: string): HTMLElement =>
  h("a", { class: "call", href: `tel:${number}` }, t("emergency.call", { number }));
