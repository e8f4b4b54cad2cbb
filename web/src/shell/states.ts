// Shows loading, emptiness and failure alike everywhere, with a way on.
import { Problem, Unreachable } from "../api/client";
import { h } from "../dom";
import { t } from "../i18n";
import { icon, type Control } from "../icons";
import { refusalWords } from "../refusals";

export const loading = (): HTMLElement =>
  h("p", { class: "state is-loading", role: "status" }, h("span", { class: "spinner" }), t("state.loading"));

export function failure(error: unknown, retry: () => void): HTMLElement {
  const { picture, title, hint } = wordsFor(error);
  return h(
    "div",
    { class: "state", role: "alert" },
    icon(picture),
    h("p", { class: "state-title" }, title),
    h("p", {}, hint),
    h("button", { type: "button", class: "button", on: { click: retry } }, icon("retry"), t("state.retry")),
  );
}

export const emptiness = (title: string, hint: string): HTMLElement =>
  h("div", { class: "state" }, icon("info"), h("p", { class: "state-title" }, title), h("p", {}, hint));

/** Runs `load`, and puts its result, or what went wrong with a way to try again, into `place`. */
export async function loadInto<T>(
  place: HTMLElement,
  load: () => Promise<T>,
  show: (result: T) => HTMLElement,
  explain: (error: unknown) => HTMLElement | null = () => null,
): Promise<void> {
  place.replaceChildren(loading());
  try {
    place.replaceChildren(show(await load()));
  } catch (error) {
    const again = (): void => void loadInto(place, load, show, explain);
    place.replaceChildren(explain(error) ?? failure(error, again));
  }
}

function wordsFor(error: unknown): { picture: Control; title: string; hint: string } {
  if (error instanceof Unreachable && error.reason === "timeout") {
    return { picture: "offline", title: t("state.timeout"), hint: t("state.timeoutHint") };
  }
  if (error instanceof Unreachable) {
    return { picture: "offline", title: t("state.offline"), hint: t("state.offlineHint") };
  }
  const hint = error instanceof Problem ? refusalWords(error) : t("state.errorHint");
  return { picture: "warning", title: t("state.error"), hint };
}
