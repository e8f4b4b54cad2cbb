// The lines as marks on the map: whoever points at one sees the other.
import { categoryOf } from "../../app";
import { h } from "../../dom";
import { nameOf } from "../../i18n";
import { statusIcon } from "../../icons";
import type { MapView } from "../../map/view";
import { toReport, type Desk } from "../desk";
import type { Line } from "../types";
import { statusName } from "../words";

interface Mark {
  element: HTMLElement;
  remove: () => void;
}

/** Keeps the marks as the list is, until the returned function is called. */
export function showMarks(desk: Desk, map: MapView): () => void {
  const { list } = desk;
  let marks = new Map<string, Mark>();
  let fitted: unknown = null;
  const clear = (): void => marks.forEach(({ remove }) => remove());
  const choose = (): void => {
    const { selected } = list.store.get();
    for (const [id, { element }] of marks) element.classList.toggle("is-active", id === selected);
  };
  const draw = (): void => {
    const { lines, wanted } = list.store.get();
    clear();
    marks = new Map(lines?.map((line) => [line.id, put(desk, map, line)]));
    // Only for another list: a refresh leaves the view to whoever looks.
    if (lines?.length && fitted !== wanted) {
      map.fit(lines.map(({ location }) => location));
      fitted = wanted;
    }
    choose();
  };
  draw();
  const stops = [list.store.watch(["lines"], draw), list.store.watch(["selected"], choose)];
  return () => {
    stops.forEach((stop) => stop());
    clear();
  };
}

/** No stop for the Tab key: the list holds the same for keyboards and readers. */
function put({ app }: Desk, map: MapView, line: Line): Mark {
  const { id, category, status, lateness, location } = line;
  const element = h("button", {
    type: "button",
    class: `mark is-${status} due-${lateness ?? "none"}`,
    tabindex: -1,
    "aria-label": `${nameOf(categoryOf(app, category), category)}, ${statusName(app, status)}`,
    on: { click: () => app.go(toReport(id)) },
  });
  element.append(statusIcon(status));
  return { element, remove: map.mark(location, element) };
}
