// Says how a report stands to its deadline: in words, with a shape of its own beside the colour.
import { h } from "../../dom";
import { officerIcon } from "../icons";
import type { Lateness } from "../types";
import { o } from "../words";
import { ago, exactly } from "./times";

export const dueBadge = (lateness: Lateness, due: string): HTMLElement =>
  h(
    "span",
    { class: `due is-${lateness}`, title: exactly(due) },
    officerIcon(lateness),
    o(`due.${lateness}`, { when: ago(due) }),
  );
