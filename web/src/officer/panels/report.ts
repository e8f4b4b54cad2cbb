// One report with everything in it, and what an officer may do with it.
import { Problem } from "../../api/client";
import type { Panel } from "../../app";
import { fill, h } from "../../dom";
import { statusIcon } from "../../icons";
import { reportHead } from "../../panels/report-head";
import { emptiness, failure, loading } from "../../shell/states";
import { toList, toReport, type Desk } from "../desk";
import { onKeys } from "../keys";
import { stepped } from "../model/list";
import type { FullReport, State } from "../types";
import { o } from "../words";
import { moves } from "./moves";
import { otherActs } from "./other-acts";
import { cardButton } from "./card";
import { photosOf } from "./photos";
import { factsOf, placeOf } from "./report-facts";
import { timeline } from "./timeline";
import type { Draft } from "./act-form";
import { conflictNote } from "./conflict";

/** What the parts of the page do with the report: change it and show what came of it. */
export interface Case {
  desk: Desk;
  report: FullReport;
  /** What was written when somebody else was faster. */
  draft: Draft | null;
  /** Reads the report anew after a change; `words` say what was done. */
  changed(words: string): void;
  /** Reads the report anew after a refusal, and keeps what was written. */
  overtaken(current: State, draft: Draft): void;
  /** Draws anew what photos alone have changed. */
  photographed(): void;
}

export function reportPage(desk: Desk, id: string): Panel {
  const { app, api, list } = desk;
  const content = h("div", { class: "case" });
  let unmark = (): void => undefined;
  const show = (report: FullReport, draft: Draft | null, current: State | null): void => {
    unmark();
    unmark = mark(desk, report);
    const past = h("div");
    const file: Case = {
      desk,
      report,
      draft,
      changed: (words) => {
        app.announce(words);
        void load(null, null);
      },
      overtaken: (now, kept) => void load(kept, now),
      photographed: () => fill(past, timeline(desk, report)),
    };
    file.photographed();
    fill(content, caseOf(file, current, past));
  };
  const load = async (draft: Draft | null, current: State | null): Promise<void> => {
    try {
      const report = await api.report(id);
      show(report, draft, current);
    } catch (error) {
      fill(content, refusedReading(error) ?? failure(error, () => void load(draft, current)));
    }
  };
  list.select(id);
  fill(content, loading());
  void load(null, null);
  const go = (step: number): void => {
    const next = stepped(list.store.get().lines ?? [], id, step);
    if (next && next !== id) app.go(toReport(next));
  };
  const unbind = onKeys({ j: () => go(1), k: () => go(-1) });
  return {
    title: o("report.title"),
    snap: "full",
    back: toList,
    dispose: () => {
      unmark();
      unbind();
    },
    content,
  };
}

function caseOf(file: Case, current: State | null, past: HTMLElement): HTMLElement {
  const { desk, report } = file;
  return h(
    "article",
    {},
    reportHead(desk.app, report),
    current && conflictNote(desk, current, file),
    moves(file),
    placeOf(file),
    factsOf(file),
    photosOf(file),
    otherActs(file),
    h("h2", {}, o("report.history")),
    past,
    cardButton(file),
  );
}

function mark({ app }: Desk, { location, status }: FullReport): () => void {
  const pin = h("div", {
    class: `mark is-${status} is-active`,
    role: "img",
    "aria-label": o("report.place"),
  });
  pin.append(statusIcon(status));
  app.show(location, 14);
  return app.map?.mark(location, pin) ?? ((): void => undefined);
}

function refusedReading(error: unknown): HTMLElement | null {
  if (!(error instanceof Problem)) return null;
  if (error.status === 404) return emptiness(o("report.missing"), o("report.missingHint"));
  return error.status === 403 ? emptiness(o("report.outside"), o("report.outsideHint")) : null;
}
