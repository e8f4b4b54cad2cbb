// The work list: lines to choose from by hand or by keys, filters, and acts on several at once.
import type { Panel } from "../../app";
import { fill, h } from "../../dom";
import { language } from "../../i18n";
import { icon } from "../../icons";
import { emptiness, failure, loading } from "../../shell/states";
import type { Desk } from "../desk";
import { addressOf, wantedFrom } from "../model/list";
import type { ListState } from "../work-list";
import { o } from "../words";
import { bulkBar } from "./bulk";
import { deskHead } from "./frame";
import { lineList } from "./line-list";
import { listFilters } from "./list-filters";
import { showMarks } from "./marks";
import { recordButton } from "./record";

export function workListPage(desk: Desk): Panel {
  const { app, list } = desk;
  list.want(wantedFrom(app.store.get().query, list.store.get().wanted));
  const filters = listFilters(desk);
  const lines = lineList(desk);
  const bulk = bulkBar(desk);
  const record = recordButton(desk);
  const note = h("p", { class: "hint list-note" });
  const below = h("div", { class: "list-end" });
  const draw = (state: ListState): void => {
    record.draw(state);
    filters.draw(state);
    fill(note, noteOf(state));
    fill(below, belowLines(desk, state));
    bulk.draw(state);
    app.store.set({ query: addressOf(state.wanted).toString() });
  };
  draw(list.store.get());
  const stops = [
    list.store.watch(["wanted", "lines", "counts", "asOf", "failure", "ticked"], draw),
    list.store.watch(
      ["asOf"],
      ({ changed }) => changed && app.announce(o("list.changed", { count: changed })),
    ),
    lines.dispose,
    ...(app.map ? [showMarks(desk, app.map)] : []),
    () => list.stop(),
  ];
  list.start();
  return {
    title: o("list.title"),
    snap: "full",
    back: { name: "explore" },
    dispose: () => stops.forEach((stop) => stop()),
    content: h(
      "div",
      { class: "work-list" },
      deskHead(desk, "list", null),
      record.element,
      filters.element,
      h("div", { class: "list-status" }, note, refreshButton(desk)),
      lines.element,
      below,
      h("p", { class: "hint not-touch" }, o("list.keys")),
      bulk.element,
    ),
  };
}

const refreshButton = ({ list }: Desk): HTMLElement =>
  h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": o("list.refresh"),
      title: o("list.refresh"),
      on: { click: () => list.refresh() },
    },
    icon("retry"),
  );

function belowLines({ list }: Desk, { wanted, lines, next, failure: wrong }: ListState): HTMLElement | null {
  if (wanted.unit === null) return emptiness(o("list.unit"), o("list.chooseUnit"));
  if (!lines) return wrong ? failure(wrong, () => list.refresh()) : loading();
  if (next) {
    const more = (): void => void list.more().catch(() => undefined);
    const button = h(
      "button",
      { type: "button", class: "button is-wide", on: { click: more } },
      o("list.more"),
    );
    return lines.length ? button : h("div", {}, emptiness(o("list.notYet"), o("list.notYetHint")), button);
  }
  return lines.length ? null : emptiness(o("list.empty"), o("list.emptyHint"));
}

function noteOf({ asOf, failure: wrong }: ListState): string {
  if (!asOf) return "";
  const time = new Intl.DateTimeFormat(language(), { timeStyle: "medium" }).format(asOf);
  return o(wrong ? "list.stale" : "list.updated", { time });
}
