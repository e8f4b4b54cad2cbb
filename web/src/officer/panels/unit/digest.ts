// How often a unit hears of what is not urgent: one choice, saved when it is made.
import { fill, h, uniqueId } from "../../../dom";
import { icon } from "../../../icons";
import { loadInto } from "../../../shell/states";
import type { Desk } from "../../desk";
import { refusalWords } from "../../../refusals";
import type { UnitApi } from "../../unit-api";
import { WINDOWS, type DigestWindow, type Window } from "../../unit-types";
import { o } from "../../words";
import { exactly } from "../times";
import { whyNot } from "./unit-page";

export function digestFields(desk: Desk, api: UnitApi): HTMLElement {
  const place = h("div", {});
  void loadInto(
    place,
    () => api.digest(),
    (now) => fields(desk, api, now),
    whyNot,
  );
  return place;
}

function fields({ app }: Desk, api: UnitApi, given: DigestWindow): HTMLElement {
  let standing = given;
  const name = uniqueId("window");
  const next = h("p", { class: "hint" });
  const fault = h("p", { class: "fault", role: "alert" });
  const boxes = WINDOWS.map((window) => ({
    window,
    box: h("input", { type: "radio", name, value: window, on: { change: () => void save(window) } }),
  }));
  const draw = (): void => {
    for (const { window, box } of boxes) box.checked = window === standing.window;
    next.textContent = standing.ends_at ? o("digest.next", { when: exactly(standing.ends_at) }) : "";
  };
  const save = async (window: Window): Promise<void> => {
    fill(fault);
    try {
      standing = await api.setDigest(window);
      app.announce(o("digest.saved", { window: o(`window.${window}`) }));
    } catch (error) {
      fill(fault, icon("warning"), refusalWords(error));
    }
    draw();
  };
  draw();
  return h(
    "fieldset",
    { class: "digest" },
    h("legend", {}, h("h2", {}, o("digest.title"))),
    h("p", { class: "hint" }, o("digest.hint")),
    boxes.map(({ window, box }) => h("label", { class: "tick" }, box, h("span", {}, o(`window.${window}`)))),
    next,
    fault,
  );
}
