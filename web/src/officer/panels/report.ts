// One report with everything in it, and what an officer may do with it.
import { Problem } from "../../api/client";
import type { Panel } from "../../app";
import { fill, h } from "../../dom";
import { statusIcon } from "../../icons";
import { reportHead } from "../../panels/report-head";
import { focusTitle, holdsFocus } from "../../shell/focus";
import { emptiness, failure, loading } from "../../shell/states";
import { Acting } from "../acting";
import { toList, toReport, type Desk } from "../desk";
import { onKeys } from "../keys";
import { stepped } from "../model/list";
import type { FullReport } from "../types";
import { o } from "../words";
import { moves } from "./moves";
import { otherActs } from "./other-acts";
import { cardButton } from "./card";
import { tellMissed } from "./missed";
import { PhotoAlbum } from "./photos";
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
  acting: Acting;
  /** Reads the report anew after a change; `words` say what was done. */
  changed(words: string): void;
  /** Shows how the report stands after somebody else was faster, and keeps what was written. */
  overtaken(now: FullReport, draft: Draft): void;
  /** Draws anew what photos alone have changed. */
  photographed(): void;
}

export function reportPage(desk: Desk, id: string): Panel {
  const { app, api, list } = desk;
  const content = h("div", { class: "case" });
  let unmark = (): void => undefined;
  let album: PhotoAlbum | null = null;
  let open = true;
  const show = (report: FullReport, draft: Draft | null): void => {
    // What is answered after the page was left has no place on the map any more.
    if (!open) return;
    unmark();
    unmark = mark(desk, report);
    const past = h("div");
    const file: Case = {
      desk,
      report,
      draft,
      acting: new Acting(api, desk.officer, report),
      changed: (words) => {
        app.announce(words);
        void load();
      },
      overtaken: (now, written) => (open ? show(now, written) : tellMissed(file)),
      photographed: () => fill(past, timeline(desk, report)),
    };
    file.photographed();
    const held = album !== null && holdsFocus(content);
    if (album) album.show(file);
    else album = new PhotoAlbum(file);
    fill(content, caseOf(file, album.element, past));
    if (held) focusWritten(content);
  };
  const load = async (): Promise<void> => {
    try {
      show(await api.report(id), null);
    } catch (error) {
      fill(content, refusedReading(error) ?? failure(error, () => void load()));
    }
  };
  list.select(id);
  fill(content, loading());
  void load();
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
      open = false;
      unmark();
      unbind();
    },
    content,
  };
}

/** Goes on in the words that somebody else's act has kept from being saved, else at the top. */
function focusWritten(content: HTMLElement): void {
  const written = content.querySelector<HTMLElement>(".act-form textarea");
  if (written) written.focus();
  else focusTitle();
}

function caseOf(file: Case, photos: HTMLElement, past: HTMLElement): HTMLElement {
  const { desk, report } = file;
  return h(
    "article",
    {},
    reportHead(desk.app, report),
    file.draft && conflictNote(file),
    moves(file),
    placeOf(file),
    factsOf(file),
    photos,
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
