// Says above every page what may have been lost on one that was left meanwhile.
import type { App, State } from "../app";
import { fill, h } from "../dom";
import { t } from "../i18n";
import { icon } from "../icons";
import { focusTitle } from "./focus";

export function noticeBox({ store }: App): HTMLElement {
  const box = h("div", { class: "notice", role: "alert" });
  const close = (): void => {
    store.set({ notice: null });
    focusTitle();
  };
  const draw = ({ notice }: State): void =>
    fill(
      box,
      notice !== null && [
        icon("warning"),
        h("p", {}, notice),
        h("button", { type: "button", class: "button", on: { click: close } }, t("map.close")),
      ],
    );
  draw(store.get());
  store.watch(["notice", "lang"], draw);
  return box;
}
