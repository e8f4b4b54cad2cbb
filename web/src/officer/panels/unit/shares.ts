// Parts of a whole as a table whose rows are bars: how many of what, beside the garrison's share.
import { h, type Child } from "../../../dom";
import { number } from "../../../i18n";
import { o } from "../../words";
import { percent } from "../figures";

export interface Part {
  name: Child[];
  count: number;
  garrison: number;
}

/** The largest part first; `heading` is what the parts are of. */
export function shareTable(heading: string, parts: readonly Part[]): HTMLElement {
  const [own, theirs] = [sum(parts, "count"), sum(parts, "garrison")];
  const most = Math.max(1, ...parts.map(({ count }) => count));
  const ordered = [...parts].sort((one, other) => other.count - one.count);
  const heads = [heading, o("statistics.count"), o("statistics.share"), o("statistics.garrison")];
  return h(
    "table",
    { class: "numbers is-bars" },
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        heads.map((words) => h("th", { scope: "col" }, words)),
      ),
    ),
    h(
      "tbody",
      {},
      ordered.map(({ name, count, garrison }) =>
        h(
          "tr",
          { vars: { "--share": count / most } },
          h("th", { scope: "row" }, h("span", { class: "part-name" }, name)),
          h("td", {}, number(count)),
          h("td", {}, own ? percent(count / own) : "–"),
          h("td", {}, theirs ? percent(garrison / theirs) : "–"),
        ),
      ),
    ),
  );
}

const sum = (parts: readonly Part[], key: "count" | "garrison"): number =>
  parts.reduce((all, part) => all + part[key], 0);
