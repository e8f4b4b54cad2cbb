// Draws one measure month by month beside its garrison, with the same numbers as a table behind it.
import { h } from "../../../dom";
import { language, monthName } from "../../../i18n";
import { topOf, type Measure } from "../../model/statistics";
import type { Statistics } from "../../unit-types";
import { o } from "../../words";
import { figure, shortFigure } from "../figures";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [360, 170];
const AREA = { left: 34, right: 356, top: 14, bottom: 150 };
const THICKEST = 34;

export function chart(measure: Measure, statistics: Statistics): HTMLElement {
  const { months, garrison } = statistics;
  const title = o(`measure.${measure.name}`);
  const beside = measure.kind === "count" ? null : measure.of(garrison.figures);
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, h("h3", {}, title), h("p", { class: "hint" }, captionOf(measure, beside))),
    drawing(measure, months, beside, title),
    h(
      "details",
      { class: "typed" },
      h("summary", {}, o("statistics.asTable"), h("span", { class: "for-readers" }, `: ${title}`)),
      tableOf(measure, statistics),
    ),
  );
}

function captionOf({ ninetieth, kind }: Measure, beside: number | null): string {
  const parts = [
    ninetieth ? o("statistics.keySpread") : "",
    beside === null ? "" : o("statistics.keyGarrison", { value: figure(beside, kind) }),
  ];
  return parts.filter(Boolean).join(" ");
}

function drawing(
  { of, ninetieth, kind }: Measure,
  months: Statistics["months"],
  beside: number | null,
  title: string,
): SVGElement {
  const values = months.map(({ figures }) => ({ bar: of(figures), reach: ninetieth?.(figures) ?? null }));
  const top = topOf([...values.flatMap(({ bar, reach }) => [bar, reach]), beside], kind);
  const y = (value: number): number => AREA.bottom - (value / top) * (AREA.bottom - AREA.top);
  const step = (AREA.right - AREA.left) / months.length;
  const thick = Math.min(step * 0.62, THICKEST);
  const svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title });
  const half = kind === "count" && top % 2 ? [] : [top / 2];
  for (const at of [0, ...half, top]) svg.append(...ruler(at, y(at), shortFigure(at, kind)));
  const texts: SVGElement[] = [];
  months.forEach(({ month }, index) => {
    const middle = AREA.left + step * (index + 0.5);
    const { bar, reach } = values[index] ?? { bar: null, reach: null };
    texts.push(write(shortMonth(month), middle, HEIGHT - 6, "chart-month"));
    if (bar === null) return;
    svg.append(...column(middle, thick, y(bar), reach === null ? null : y(reach)));
    texts.push(write(shortFigure(bar, kind), middle, y(bar) - 4, "chart-value"));
  });
  if (beside !== null) svg.append(across(y(beside), "chart-garrison"));
  // Over the line, with a rim of their own: numbers come before everything.
  svg.append(...texts);
  return svg;
}

/** A bar, and above it a whisker as far as nine of ten reach. */
function column(middle: number, thick: number, end: number, reach: number | null): SVGElement[] {
  const bar = draw("rect", {
    class: "chart-bar",
    x: middle - thick / 2,
    y: end,
    width: thick,
    height: Math.max(AREA.bottom - end, 1),
  });
  if (reach === null) return [bar];
  const half = thick / 4;
  const path = `M${middle} ${AREA.bottom}V${reach}M${middle - half} ${reach}h${half * 2}`;
  return [draw("path", { class: "chart-reach", d: path }), bar];
}

const ruler = (at: number, y: number, words: string): SVGElement[] => [
  across(y, at === 0 ? "chart-base" : "chart-line"),
  write(words, AREA.left - 5, y + 3.5, "chart-scale"),
];

const across = (y: number, kind: string): SVGElement =>
  draw("path", { class: kind, d: `M${AREA.left} ${y}H${AREA.right}` });

function write(words: string, x: number, y: number, kind: string): SVGElement {
  const text = draw("text", { class: kind, x, y });
  text.textContent = words;
  return text;
}

function draw(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function tableOf({ of, ninetieth, kind }: Measure, { months, total, garrison }: Statistics): HTMLElement {
  const rows = [
    ...months.map(({ month, figures }) => ({ name: monthName(month), figures })),
    { name: o("statistics.whole"), figures: total },
    { name: o("statistics.garrison"), figures: garrison.figures },
  ];
  const heads = [o("statistics.month"), o(ninetieth ? "statistics.median" : "statistics.value")];
  if (ninetieth) heads.push(o("statistics.ninetieth"));
  return h(
    "table",
    { class: "numbers" },
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
      rows.map(({ name, figures }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, name),
          h("td", {}, figure(of(figures), kind)),
          ninetieth && h("td", {}, figure(ninetieth(figures), kind)),
        ),
      ),
    ),
  );
}

const shortMonth = (month: string): string =>
  new Intl.DateTimeFormat(language(), { month: "short", timeZone: "UTC" }).format(new Date(`${month}-15`));
