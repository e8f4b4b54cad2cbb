// Forwards a confirmed threat to an institution outside the police: to whom, and what it is asked for.
import { fill, h, uniqueId } from "../../dom";
import { nameOf } from "../../i18n";
import { failure, loading } from "../../shell/states";
import { o, statusName } from "../words";
import { actForm } from "./act-form";
import type { Case } from "./report";

export function forwardForm(file: Case, cancel: () => void): HTMLElement {
  const { desk, report, draft } = file;
  const kept = draft && "institution" in draft.wish ? draft.wish.institution : undefined;
  const select = h("select", { id: uniqueId("institution") });
  const place = h("div", { class: "field" });
  const load = async (): Promise<void> => {
    fill(place, loading());
    try {
      const { institutions } = await desk.api.institutions(report);
      const options = institutions.map((one) =>
        h("option", { value: one.code }, `${nameOf(one, one.code)} (${nameOf(one.kind, one.kind.slug)})`),
      );
      fill(select, options);
      const label = h("label", { for: select.id }, o("forward.institution"));
      fill(place, options.length ? [label, select] : h("p", { class: "fault" }, o("forward.none")));
      // What is no longer offered leaves the field empty: nothing else was meant.
      if (kept !== undefined) select.value = kept;
    } catch (error) {
      fill(
        place,
        failure(error, () => void load()),
      );
    }
  };
  void load();
  return actForm(file, {
    act: "forwarded",
    title: o("move.forwarded"),
    label: o("forward.asks"),
    hint: o("forward.passed"),
    required: true,
    content: place,
    wish: (note) => (select.value ? { status: "forwarded", institution: select.value, note } : null),
    missing: () => o("forward.choose"),
    done: (status) => o("move.done", { status: statusName(desk.app, status) }),
    cancel,
  });
}
