// What the reporter told: the exact place, the words, the time.
import type { Child } from "../../dom";
import { h } from "../../dom";
import { join, longDate, t, textFor, weekdayName, type Key } from "../../i18n";
import { icon } from "../../icons";
import { WEEKDAYS } from "../../model/draft";
import { coordinates, pointWords } from "../../panels/place-words";
import { officerIcon } from "../icons";
import { o } from "../words";
import { reportAddress } from "./line-list";
import type { Case } from "./report";
import { ago, exactly } from "./times";

export function placeOf({ desk: { app }, report: { location, near_border } }: Case): HTMLElement {
  const written = coordinates(location);
  const copied = h("span", { role: "status" });
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(written);
    copied.textContent = o("report.copied");
  };
  const failed = (): void => void (copied.textContent = t("sent.copyFailed"));
  return h(
    "section",
    {},
    h("h2", {}, o("report.place")),
    h("p", {}, pointWords(app.store.get().places, location)),
    h("p", { class: "coordinates", translate: "no" }, written, " ", copied),
    near_border && h("p", { class: "hint" }, icon("info"), " ", o("report.border")),
    h(
      "div",
      { class: "buttons" },
      h(
        "a",
        { class: "button", href: `geo:${location.lat},${location.lon}?q=${location.lat},${location.lon}` },
        officerIcon("navigate"),
        o("report.navigate"),
      ),
      h(
        "button",
        { type: "button", class: "button", on: { click: () => void copy().catch(failed) } },
        icon("copy"),
        o("report.copyPlace"),
      ),
    ),
  );
}

export function factsOf({ desk, report }: Pick<Case, "desk" | "report">): HTMLElement {
  const {
    description,
    created_at,
    due_at,
    occurred_at,
    part_of_day,
    weekdays,
    unit,
    assignee,
    id,
    duplicate_of,
    duplicates,
    plane,
  } = report;
  const days = WEEKDAYS.flatMap((day, index) => (weekdays.includes(day) ? [weekdayName(index, "long")] : []));
  const facts: [string, Child][] = [
    [o("report.placed"), exactly(created_at)],
    [o("report.source"), textFor(`layer.${plane}`)],
    [o("report.due"), due_at && `${exactly(due_at)} (${ago(due_at)})`],
    [o("report.occurred"), occurred_at && longDate(occurred_at)],
    [o("report.partOfDay"), part_of_day && t(`part.${part_of_day}` as Key)],
    [o("report.weekdays"), days.length > 0 && join(days)],
    [o("report.unit"), h("span", { lang: "pl" }, `${unit.name} (${unit.code})`)],
    [o("report.assignee"), assigneeWords(assignee, desk.officer.sub)],
    [o("report.duplicateOf"), duplicate_of && linkTo(duplicate_of)],
    [o("report.duplicates"), duplicates.length > 0 && duplicates.map((one) => [linkTo(one), " "])],
    [o("report.number"), h("span", { class: "case-number", translate: "no" }, id)],
  ];
  return h(
    "section",
    {},
    h("h2", {}, o("report.description")),
    description
      ? h("blockquote", { class: "quoted" }, description)
      : h("p", { class: "hint" }, o("report.noDescription")),
    h(
      "dl",
      { class: "facts" },
      facts.map(([name, value]) => value && h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    ),
  );
}

const linkTo = (id: string): HTMLElement =>
  h("a", { href: reportAddress(id), translate: "no" }, id.slice(0, 8));

function assigneeWords(assignee: string | null, me: string): string {
  if (assignee === null) return o("report.nobody");
  return assignee === me ? o("report.me") : assignee;
}
