// Explains the map: what the statuses mean, what is kept private, where the data come from.
import type { App, Panel } from "../app";
import { h } from "../dom";
import { nameOf, t, textFor } from "../i18n";
import { statusIcon } from "../icons";

export function aboutPanel(app: App): Panel {
  return {
    title: t("about.title"),
    snap: "full",
    back: { name: "explore" },
    content: h(
      "div",
      { class: "about" },
      h("p", { class: "lead" }, t("about.intro")),
      h("h2", {}, t("about.statuses")),
      h(
        "dl",
        { class: "statuses" },
        app.catalogue.statuses.map((status) =>
          h(
            "div",
            {},
            h("dt", {}, statusIcon(status.slug), nameOf(status, status.slug)),
            h("dd", {}, textFor(`status.${status.slug}`)),
          ),
        ),
      ),
      h("h2", {}, t("about.privacy")),
      h("p", {}, t("about.privacyText")),
      h("p", {}, t("sensitive.note")),
      h("h2", {}, t("about.data")),
      h("p", {}, t("about.dataText")),
      h("p", {}, t("about.api"), " ", h("a", { href: "/docs/" }, t("about.apiLink")), "."),
    ),
  };
}
