// Keeps the address and the state alike: links and the back button move the state, moving the map the address.
import type { State } from "./app";
import { isLang } from "./i18n";
import { formatAddress, parseAddress, type Page, type View } from "./model/address";
import { emptyDraft } from "./model/draft";
import type { Store } from "./store";

export function stateFromAddress(): State {
  const { page, view, filters, query, lang } = parseAddress(location.hash);
  return {
    page,
    view,
    filters,
    query,
    lang: isLang(lang) ? lang : null,
    summary: null,
    limits: [],
    tilesFailed: false,
    locationDenied: false,
    draft: emptyDraft(),
    clerk: null,
    receipt: null,
    places: [],
    notice: null,
  };
}

/** `jump` moves the map to a view that somebody put into the address. */
export function followAddress(store: Store<State>, jump: (view: View) => void): void {
  const write = (): void => history.replaceState(null, "", addressOf(store.get()));
  store.watch(["view", "filters", "query", "lang"], write);
  addEventListener("hashchange", () => {
    const { page, view, filters, query, lang } = parseAddress(location.hash);
    // Links between panels name no view: the map then stays as it is.
    const given = location.hash.includes("?") && page.name !== "officer";
    store.set({ page, query, ...(given && { filters }), ...(isLang(lang) && { lang }) });
    if (view) jump(view);
    write();
  });
}

export function go(store: Store<State>, page: Page): void {
  history.pushState(null, "", addressOf({ ...store.get(), page, query: "" }));
  store.set({ page, query: "" });
}

const addressOf = ({ page, view, filters, query, lang }: State): string =>
  formatAddress({ page, view, filters, query, lang });
