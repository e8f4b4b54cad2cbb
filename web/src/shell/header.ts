// The bar with the product's name, its few pages and the choice of language.
import type { Lang } from "../api/types";
import { h, uniqueId } from "../dom";
import { language, LANGUAGES, t, type Key } from "../i18n";
import { icon } from "../icons";

interface Link {
  key: Key;
  href: string;
  page: string;
}

const LINKS: readonly Link[] = [
  { key: "nav.track", href: "#/track", page: "track" },
  { key: "nav.about", href: "#/about", page: "about" },
  { key: "nav.officers", href: "#/officer", page: "officer" },
  { key: "nav.api", href: "/docs/", page: "docs" },
];

/** `page` is the name of the page being shown; `choose` is told the language somebody wants. */
export function header(page: string, choose: (lang: Lang) => void): HTMLElement {
  const root = page === "docs" ? "/" : "";
  const menuId = uniqueId("menu");
  const nav = h(
    "nav",
    { class: "nav", id: menuId, "aria-label": t("app.menu") },
    LINKS.map(({ key, href, page: name }) =>
      h(
        "a",
        { href: href.startsWith("#") ? root + href : href, ...(name === page && { "aria-current": "page" }) },
        t(key),
      ),
    ),
    languageChoice(choose),
  );
  return h(
    "header",
    { class: "bar" },
    h(
      "a",
      { class: "brand", href: `${root}#/` },
      h("img", { src: "/favicon.svg", alt: "", width: 34, height: 34 }),
      h(
        "span",
        { class: "brand-text" },
        h("span", { class: "brand-name" }, t("app.name")),
        h("span", { class: "brand-tagline" }, t("app.tagline")),
      ),
    ),
    nav,
    h(
      "a",
      { class: "button is-primary report-link", href: `${root}#/report/what` },
      icon("plus"),
      t("nav.report"),
    ),
    menuButton(menuId, nav),
  );
}

function menuButton(controls: string, nav: HTMLElement): HTMLElement {
  const button = h(
    "button",
    {
      type: "button",
      class: "icon-button menu-button",
      "aria-expanded": "false",
      "aria-controls": controls,
      "aria-label": t("app.menu"),
    },
    icon("menu"),
  );
  const show = (open: boolean): void => {
    button.setAttribute("aria-expanded", String(open));
    nav.classList.toggle("is-open", open);
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  nav.addEventListener("click", ({ target }) => target instanceof HTMLAnchorElement && show(false));
  nav.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    show(false);
    button.focus();
  });
  return button;
}

function languageChoice(choose: (lang: Lang) => void): HTMLElement {
  const select = h(
    "select",
    { "aria-label": t("app.language"), on: { change: () => choose(select.value as Lang) } },
    LANGUAGES.map(({ code, name }) =>
      h("option", { value: code, lang: code, selected: code === language() }, name),
    ),
  );
  return h("label", { class: "language" }, icon("language"), select);
}
