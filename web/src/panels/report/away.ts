// Stands for the form while an officer's session has ended by itself: whoever sits there now need not be the officer.
import type { App, Explanation, Panel } from "../../app";
import { h } from "../../dom";
import { t } from "../../i18n";
import { explained } from "./refusal";
import { endTurn } from "./turn";

export function awayPanel(app: App, why: Explanation): Panel {
  const discard = (): void => {
    endTurn(app.store);
    app.reopen();
  };
  return {
    title: t("report.title"),
    snap: "full",
    back: { name: "explore" },
    content: h(
      "div",
      { class: "form" },
      explained(why),
      h("button", { type: "button", class: "button is-wide", on: { click: discard } }, t("report.discard")),
    ),
  };
}
