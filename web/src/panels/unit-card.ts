// Names the police unit that answers, the same way everywhere.
import type { Located, Unit } from "../api/types";
import { h } from "../dom";
import { number, t } from "../i18n";
import { icon } from "../icons";

export const unitCard = (unit: Unit, near?: Located["near_border"]): HTMLElement =>
  h(
    "div",
    { class: "unit" },
    icon("sensitive"),
    h(
      "div",
      {},
      h("p", { class: "unit-name", lang: "pl" }, unit.name),
      h("p", { class: "hint", lang: "pl" }, unit.garrison.name),
      unit.approximate && h("p", { class: "hint" }, t("where.approximate")),
      near &&
        h("p", { class: "hint" }, t("where.near", { unit: near.unit.name, metres: number(near.metres) })),
    ),
  );
