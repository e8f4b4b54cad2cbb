// What every officers' page works with: who is signed in, the API in their name, the work list as it was left.
import type { App, Panel } from "../app";
import type { Page } from "../model/address";
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

export type OpenPage = (desk: Desk) => Panel;

export const toOfficerPage = (path: string): Page => ({ name: "officer", path });
export const toList = toOfficerPage("list");
export const toReport = (id: string): Page => toOfficerPage(`report/${id}`);
