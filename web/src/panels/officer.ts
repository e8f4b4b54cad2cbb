// Fetches the officers' pages when somebody opens one: residents never load them.
import type { App, Panel } from "../app";
import { h } from "../dom";
import { t } from "../i18n";
import type { Page } from "../model/address";
import { failure, loading } from "../shell/states";

export type OfficerPage = Extract<Page, { name: "officer" }>;

let openPage: ((app: App, page: OfficerPage) => Panel) | null = null;

export function officerPanel(app: App, page: OfficerPage): Panel {
  if (openPage) return openPage(app, page);
  const content = h("div", {}, loading());
  import("../officer").then(
    (loaded) => {
      openPage = loaded.openOfficerPage;
      app.reopen();
    },
    (error: unknown) => content.replaceChildren(failure(error, () => app.reopen())),
  );
  return { title: t("nav.officers"), snap: "full", back: { name: "explore" }, content };
}
