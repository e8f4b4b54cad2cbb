// What every officers' page works with: who is signed in, the API in their name, the work list as it was left.
import type { App } from "../app";
import { formatAddress, type Page } from "../model/address";
import { NO_FILTERS } from "../model/filters";
import type { Api } from "./api";
import type { Officer } from "./model/claims";
import type { WorkList } from "./work-list";

export interface Desk {
  app: App;
  api: Api;
  officer: Officer;
  list: WorkList;
  signOut: () => void;
}

export type DeskPage = "list" | "statistics" | "subscriptions" | "alerts";

export const toOfficerPage = (path: string): Page => ({ name: "officer", path });
export const toList = toOfficerPage("list");
export const toReport = (id: string): Page => toOfficerPage(`report/${id}`);

/** What a link to an officers' page points at. */
export const officerAddress = (path: string, query = ""): string =>
  formatAddress({ page: toOfficerPage(path), view: null, filters: NO_FILTERS, query, lang: null });
