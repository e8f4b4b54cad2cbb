// The report is in: who has it, and the one link that leads back to it.
import type { Category, Receipt } from "../../api/types";
import { categoryOf, type App, type Panel } from "../../app";
import { fill, h, uniqueId } from "../../dom";
import { t } from "../../i18n";
import { icon } from "../../icons";
import { formatAddress, type Page } from "../../model/address";
import { NO_FILTERS } from "../../model/filters";
import { emergencyNotice } from "../../shell/emergency";
import { unitCard } from "../unit-card";

export function sentPanel(app: App, receipt: Receipt): Panel {
  const page: Page = { name: "track", id: receipt.id, token: receipt.tracking_token };
  const fragment = formatAddress({ page, view: null, filters: NO_FILTERS, query: "", lang: null });
  const link = `${location.origin}${location.pathname}${fragment}`;
  return {
    title: t("sent.title"),
    snap: "full",
    back: { name: "explore" },
    content: h(
      "div",
      { class: "sent" },
      h("div", { class: "sent-mark" }, icon("check")),
      h("h2", {}, t("sent.unit")),
      unitCard(receipt.unit),
      linkBox(app, link),
      h("a", { class: "button is-primary is-wide", href: fragment }, t("sent.open")),
      h("a", { class: "button is-wide", href: "#/report/what" }, t("sent.another")),
      h("p", { class: "hint" }, onMap(categoryOf(app, receipt.category))),
      emergencyNotice(receipt.emergency),
    ),
  };
}

function linkBox(app: App, link: string): HTMLElement {
  const input = h("input", {
    id: uniqueId("link"),
    type: "text",
    readonly: true,
    value: link,
    "aria-describedby": uniqueId("hint"),
    on: { focus: () => input.select() },
  });
  const label = h("span", {}, t("sent.copy"));
  const copy = async (): Promise<void> => {
    const done = await copied(link);
    fill(label, t(done ? "sent.copied" : "sent.copyFailed"));
    app.announce(t(done ? "sent.copied" : "sent.copyFailed"));
    if (!done) input.focus();
  };
  return h(
    "div",
    { class: "tracking" },
    h("label", { for: input.id }, t("sent.link")),
    h("p", { class: "hint", id: input.getAttribute("aria-describedby") }, t("sent.linkHint")),
    h(
      "div",
      { class: "field-with-button" },
      input,
      h("button", { type: "button", class: "button", on: { click: () => void copy() } }, icon("copy"), label),
    ),
  );
}

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** When and how the map will show a report of the category. */
export function onMap(category: Category | undefined): string {
  if (category?.withheld) return t("sent.withheld");
  if (category?.sensitive) return t("sent.sensitive");
  return t(category?.public_from === "confirmed" ? "sent.later" : "sent.map");
}
