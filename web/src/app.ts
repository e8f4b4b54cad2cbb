// What every panel may use: the catalogue, the shared state, the map, and ways to move on.
import type { Catalogue, Category, Lang, NewReport, Receipt, Status } from "./api/types";
import { nameOf } from "./i18n";
import type { MapView } from "./map/view";
import type { Page, View } from "./model/address";
import type { Summary } from "./model/cells";
import type { Draft } from "./model/draft";
import type { Filters } from "./model/filters";
import type { LonLat, Place } from "./model/places";
import type { Store } from "./store";

/** An officer who places what somebody told; without one a report is the resident's own. */
export interface Clerk {
  /** Nobody else may go on with what this account began. */
  account: string;
  /** The code of the unit in whose name the report is placed. */
  unit: string;
  /** Says in whose name the report is placed. */
  note: () => string;
  place: (report: NewReport, idempotencyKey: string) => Promise<Receipt>;
  /** Why a report was not taken, where that is not what a resident would be told. */
  explain: (error: unknown) => Explanation | null;
  /** Since the officer's session has ended by itself: nothing that was begun is shown before it goes on. */
  away: (() => Explanation) | null;
}

export interface Explanation {
  title: string;
  hint: string;
  /** Where one goes on. */
  way?: { words: string; href: string };
}

export interface State {
  page: Page;
  view: View | null;
  filters: Filters;
  /** What the officers' page in the address has chosen to show. */
  query: string;
  /** The language that somebody chose; `null` while it is only the browser's wish. */
  lang: Lang | null;
  /** `null` until the tiles are in. */
  summary: Summary | null;
  limits: readonly number[];
  /** Whether tiles could not be had: then nobody knows what is in view. */
  tilesFailed: boolean;
  /** Whether the browser was asked where it is, and did not say. */
  locationDenied: boolean;
  draft: Draft;
  /** Stays as long as anything is written: no draft of an officer's is ever sent as a resident's. */
  clerk: Clerk | null;
  receipt: Receipt | null;
  places: readonly Place[];
  /** What may have been lost on a page that was left meanwhile, in words. */
  notice: string | null;
}

export interface App {
  catalogue: Catalogue;
  store: Store<State>;
  /** `null` where the browser cannot draw maps. */
  map: MapView | null;
  go(page: Page): void;
  /** Shows the place in the part of the map that the panel leaves free. */
  show(point: LonLat, zoom?: number): void;
  /** Opens the panel of the present page anew. */
  reopen(): void;
  /** Says something to those who cannot see it change. */
  announce(text: string): void;
}

export interface Panel {
  title: string;
  content: HTMLElement;
  /** How far the sheet opens on a phone. */
  snap: Snap;
  /** Where the arrow in the panel's heading leads; none on the map's own panel. */
  back?: Page;
  dispose?: () => void;
}

export type Snap = "peek" | "half" | "full";

export const categoryOf = (app: App, slug: string | null): Category | undefined =>
  app.catalogue.categories.find((category) => category.slug === slug);

export const statusName = (app: App, slug: string): string =>
  nameOf(
    app.catalogue.statuses.find((status) => status.slug === slug),
    slug,
  );

export const publicStatuses = (app: App): Status[] =>
  app.catalogue.statuses.filter((status) => status.public);
