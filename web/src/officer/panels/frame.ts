// What every officers' page has above its own: who is signed in, the way out.
import { h } from "../../dom";
import { icon } from "../../icons";
import { officerIcon } from "../icons";
import type { Desk } from "../desk";
import { o, wordsFor } from "../words";

export const deskHead = ({ officer, signOut }: Desk): HTMLElement =>
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
