// Frames the pages about a unit: whose it is, which other pages there are, and what stands in the way.
import { Problem } from "../../../api/client";
import type { Panel } from "../../../app";
import { h } from "../../../dom";
import { emptiness } from "../../../shell/states";
import { toList, type Desk, type DeskPage } from "../../desk";
import { isOfNation } from "../../model/claims";
import { UnitApi } from "../../unit-api";
import { o } from "../../words";
import { deskHead } from "../frame";
import { unitChoice } from "../unit-field";

/** `content` is built for the unit of the address, else for that of the work list. */
export function unitPage(desk: Desk, page: DeskPage, content: (api: UnitApi) => HTMLElement): Panel {
  const { app } = desk;
  const unit = unitOf(desk);
  const choose = (code: string): void => {
    app.store.set({ query: new URLSearchParams({ unit: code }).toString() });
    app.reopen();
  };
  return {
    title: o(`desk.${page}`),
    snap: "full",
    back: toList,
    content: h(
      "div",
      { class: "unit-page" },
      deskHead(desk, page, unit),
      unitChoice(desk, choose),
      unit === null ? emptiness(o("list.unit"), o("desk.chooseUnit")) : content(new UnitApi(desk.api, unit)),
    ),
  };
}

/** Why the API shows nothing of a unit, when trying again would not help. */
export function whyNot(error: unknown): HTMLElement | null {
  if (!(error instanceof Problem)) return null;
  if (error.status === 403) return emptiness(o("desk.forbidden"), o("desk.forbiddenHint"));
  return error.status === 404 ? emptiness(o("list.noUnit"), o("desk.chooseUnit")) : null;
}

function unitOf({ app, list, officer }: Desk): string | null {
  const named = new URLSearchParams(app.store.get().query).get("unit");
  return named ?? list.store.get().wanted.unit ?? (isOfNation(officer) ? null : officer.unit);
}
