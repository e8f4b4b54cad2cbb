// Frames the panel: a column beside the map on wide screens, a sheet that can be dragged up on phones.
import type { Panel, Snap } from "../app";
import { fill, h } from "../dom";
import { t } from "../i18n";
import { icon } from "../icons";
import { formatAddress, type Page } from "../model/address";
import { NO_FILTERS } from "../model/filters";

const SNAPS: readonly Snap[] = ["peek", "half", "full"];
const A_DRAG = 24;

export interface Sheet {
  element: HTMLElement;
  show(panel: Panel): void;
  /** How many pixels of the map's lower edge the sheet covers. */
  covered(): number;
}

export function createSheet(moved: () => void): Sheet {
  const heading = h("h1", { class: "panel-title", tabindex: "-1" });
  const head = h("div", { class: "panel-head" });
  const body = h("div", { class: "panel-body" });
  const handle = h("button", { type: "button", class: "handle" }, h("span", {}));
  const element = h("section", { class: "panel", id: "content", "data-snap": "peek" }, handle, head, body);

  const snapTo = (snap: Snap): void => {
    element.dataset.snap = snap;
    handle.setAttribute("aria-expanded", String(snap === "full"));
    handle.setAttribute("aria-label", t(snap === "full" ? "panel.collapse" : "panel.expand"));
    moved();
  };
  const step = (by: number): void => {
    const at = SNAPS.indexOf(element.dataset.snap as Snap);
    snapTo(SNAPS[Math.min(2, Math.max(0, at + by))] ?? "half");
  };
  onDrag(handle, element, step);
  handle.addEventListener("click", () => snapTo(element.dataset.snap === "full" ? "peek" : "full"));

  return {
    element,
    show(panel) {
      heading.textContent = panel.title;
      fill(head, panel.back && backLink(panel.back), heading);
      head.classList.toggle("has-back", Boolean(panel.back));
      fill(body, panel.content);
      body.scrollTop = 0;
      snapTo(panel.snap);
    },
    covered() {
      const style = getComputedStyle(element);
      if (style.position !== "fixed") return 0;
      // A fully open sheet hides the map: its middle then stays where it was.
      return element.dataset.snap === "peek" ? parseFloat(style.getPropertyValue("--peek")) : innerHeight / 2;
    },
  };
}

function backLink(page: Page): HTMLElement {
  const address = formatAddress({ page, view: null, filters: NO_FILTERS, query: "", lang: null });
  const label = page.name === "explore" ? t("panel.back") : t("report.back");
  return h(
    "a",
    { class: "icon-button back", href: address, "aria-label": label, title: label },
    icon("back"),
  );
}

function onDrag(handle: HTMLElement, element: HTMLElement, step: (by: number) => void): void {
  let from: number | null = null;
  handle.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (from !== null) element.style.setProperty("--drag", `${Math.max(-80, event.clientY - from)}px`);
  });
  const end = (event: PointerEvent): void => {
    const distance = from === null ? 0 : event.clientY - from;
    from = null;
    element.style.removeProperty("--drag");
    if (Math.abs(distance) < A_DRAG) return;
    step(distance < 0 ? 1 : -1);
    // A drag is no click as well.
    handle.addEventListener("click", (click) => click.stopImmediatePropagation(), {
      once: true,
      capture: true,
    });
  };
  handle.addEventListener("pointerup", end);
  handle.addEventListener("pointercancel", end);
}
