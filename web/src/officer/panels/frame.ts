// What every officers' page has above its own: who is signed in, the way out, the other pages.
import { h } from "../../dom";
import { icon } from "../../icons";
import { officerAddress, type Desk, type DeskPage } from "../desk";
import { officerIcon } from "../icons";
import { coordinates } from "../model/claims";
import { o, wordsFor } from "../words";

const PAGES: readonly DeskPage[] = ["list", "statistics", "subscriptions", "alerts"];
const COORDINATORS: readonly DeskPage[] = ["subscriptions", "alerts"];

/** `unit` is the one that is looked at: the other pages open for it too. */
export const deskHead = (desk: Desk, current: DeskPage, unit: string | null): HTMLElement =>
  h("div", { class: "desk-frame" }, whoIs(desk), pages(desk, current, unit));

const whoIs = ({ officer, signOut }: Desk): HTMLElement =>
  h(
    "div",
    { class: "desk-head" },
    icon("sensitive"),
    h(
      "p",
      {},
      h("span", { class: "desk-name", translate: "no" }, officer.name),
      h("span", { class: "hint" }, `${wordsFor("role", officer.role)} · ${officer.unit}`),
    ),
    h(
      "button",
      { type: "button", class: "button is-quiet", on: { click: signOut } },
      officerIcon("signOut"),
      o("desk.signOut"),
    ),
  );

const pages = ({ officer }: Desk, current: DeskPage, unit: string | null): HTMLElement =>
  h(
    "nav",
    { class: "desk-pages", "aria-label": o("desk.pages") },
    PAGES.filter((page) => coordinates(officer) || !COORDINATORS.includes(page)).map((page) =>
      h(
        "a",
        {
          href: officerAddress(
            page,
            page === "list" || !unit ? "" : new URLSearchParams({ unit }).toString(),
          ),
          ...(page === current && { "aria-current": "page" }),
        },
        o(`desk.${page}`),
      ),
    ),
  );
