// Chooses the months of the statistics: the last few at a tap, or any twelve of the last two years.
import { h } from "../../../dom";
import { monthName } from "../../../i18n";
import { months } from "../../../model/period";
import { fitted, lastMonths, type Period } from "../../model/statistics";
import { o } from "../../words";
import { choice, type Option } from "../choice";

const SPANS = [3, 6, 12];

export function periodChoice(period: Period, today: Date, change: (period: Period) => void): HTMLElement {
  const offered = months(today).map((month): Option => [month, monthName(month)]);
  const from = choice(o("statistics.from"), offered);
  const to = choice(o("statistics.to"), offered);
  from.show(period.from);
  to.show(period.to);
  const changed = (kept: keyof Period) => () =>
    change(fitted({ from: from.select.value, to: to.select.value }, kept));
  from.select.addEventListener("change", changed("from"));
  to.select.addEventListener("change", changed("to"));
  const spans = SPANS.map((count) => {
    const span = lastMonths(count, today);
    const pressed = span.from === period.from && span.to === period.to;
    return h(
      "button",
      { type: "button", class: "chip", "aria-pressed": String(pressed), on: { click: () => change(span) } },
      o("statistics.last", { count }),
    );
  });
  return h(
    "div",
    { class: "period" },
    h("div", { class: "chips", role: "group", "aria-label": o("statistics.period") }, spans),
    h("div", { class: "order-fields" }, from.element, to.element),
  );
}
