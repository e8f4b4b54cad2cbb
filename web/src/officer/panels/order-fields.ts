// Order, whose, how old, near a border, and whether only what is late.
import { h } from "../../dom";
import { SORTS, type Sort, type Wanted } from "../model/list";
import { o } from "../words";
import { choice, type Option } from "./choice";

export interface OrderFields {
  element: HTMLElement;
  draw(wanted: Wanted): void;
}

const AGES = [1, 3, 7, 30, 90, 365];
const ANY = "";

export function orderFields(change: (part: Partial<Wanted>) => void): OrderFields {
  const sort = choice(
    o("list.sort"),
    SORTS.map((one) => [one, o(`sort.${one}`)]),
  );
  const whose = choice(o("list.whose"), [
    [ANY, o("whose.all")],
    ["me", o("whose.me")],
    ["nobody", o("whose.nobody")],
  ]);
  const newer = ageChoice(o("list.newerThan"));
  const older = ageChoice(o("list.olderThan"));
  const border = choice(o("list.border"), [
    [ANY, o("border.any")],
    ["true", o("border.near")],
    ["false", o("border.far")],
  ]);
  const late = h("input", { type: "checkbox" });
  const changed = (): void =>
    change({
      sort: sort.select.value as Sort,
      assignee: (whose.select.value || null) as Wanted["assignee"],
      newerThan: daysOf(newer.select),
      olderThan: daysOf(older.select),
      nearBorder: border.select.value === ANY ? null : border.select.value === "true",
      late: late.checked,
    });
  for (const field of [sort, whose, newer, older, border]) field.select.addEventListener("change", changed);
  late.addEventListener("change", changed);
  return {
    element: h(
      "div",
      { class: "order-fields" },
      [sort, whose, newer, older, border].map(({ element }) => element),
      h("label", { class: "chip is-choice" }, late, o("list.onlyLate")),
    ),
    draw(wanted) {
      sort.show(wanted.sort);
      whose.show(wanted.assignee ?? ANY);
      newer.show(String(wanted.newerThan ?? ANY));
      older.show(String(wanted.olderThan ?? ANY));
      border.show(String(wanted.nearBorder ?? ANY));
      late.checked = wanted.late;
    },
  };
}

const ageChoice = (name: string) => {
  const words = (days: string): string => o("age.days", { count: Number(days) });
  const offered = AGES.map((days): Option => [String(days), words(String(days))]);
  return choice(name, [[ANY, o("age.any")], ...offered], words);
};

const daysOf = ({ value }: HTMLSelectElement): number | null => (value === ANY ? null : Number(value));
