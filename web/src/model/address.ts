// The fragment of the page's address: which panel, which view, which filters. A fragment never reaches a server.
import { NO_FILTERS, type Filters } from "./filters";
import { isLayer, NOW } from "./period";
import type { LonLat } from "./places";

export const REPORT_STEPS = ["what", "where", "details", "review", "sent"] as const;
export type ReportStep = (typeof REPORT_STEPS)[number];

export type Page =
  | { name: "explore" | "list" | "about" }
  | { name: "report"; step: ReportStep }
  | { name: "cell"; cell: string }
  | { name: "track"; id: string | null; token: string | null }
  | { name: "officer"; path: string }
  | { name: "answer"; token: string | null };

export interface View extends LonLat {
  zoom: number;
}

export interface Address {
  page: Page;
  view: View | null;
  filters: Filters;
  /** What an officers' page has chosen to show; the map's filters and view are residents'. */
  query: string;
  lang: string | null;
}

export function parseAddress(fragment: string): Address {
  const [path = "", query = ""] = fragment.replace(/^#/, "").split("?", 2);
  const params = new URLSearchParams(query);
  const parts = path.split("/").filter(Boolean).map(decode);
  if (parts[0] === "officer") return officerAddress(parts.slice(1), params);
  return {
    page: pageOf(parts),
    view: viewOf(params),
    filters: filtersOf(params),
    query: "",
    lang: params.get("lang"),
  };
}

export function formatAddress({ page, view, filters, query, lang }: Address): string {
  const params: string[] = [];
  if (page.name === "officer") params.push(...(query ? [query] : []));
  // The address of a report or a letter stays as short as the one that was handed out.
  else if (page.name !== "track" && page.name !== "answer")
    params.push(...viewParams(view), ...filterParams(filters));
  if (lang) params.push(`lang=${lang}`);
  return `#/${pathOf(page)}${params.length ? `?${params.join("&")}` : ""}`;
}

/** The id and token of a tracking link, wherever it was copied from. */
export function trackingOf(link: string): { id: string; token: string } | null {
  const found = /#\/track\/([^/?#\s]+)\/([^/?#\s]+)/.exec(link);
  return found?.[1] && found[2] ? { id: decode(found[1]), token: decode(found[2]) } : null;
}

function officerAddress(path: string[], params: URLSearchParams): Address {
  const lang = params.get("lang");
  params.delete("lang");
  const page: Page = { name: "officer", path: path.join("/") };
  return { page, view: null, filters: NO_FILTERS, query: params.toString(), lang };
}

const PAGES = new Map<string, (first?: string, second?: string) => Page | null>([
  ["cell", (cell) => (cell ? { name: "cell", cell } : null)],
  ["track", (id, token) => ({ name: "track", id: id ?? null, token: token ?? null })],
  ["answer", (token) => ({ name: "answer", token: token ?? null })],
  ["report", (first) => ({ name: "report", step: REPORT_STEPS.find((step) => step === first) ?? "what" })],
  ["list", () => ({ name: "list" })],
  ["about", () => ({ name: "about" })],
]);

const pageOf = ([name = "", first, second]: string[]): Page =>
  PAGES.get(name)?.(first, second) ?? { name: "explore" };

function pathOf(page: Page): string {
  switch (page.name) {
    case "explore":
      return "";
    case "cell":
      return path("cell", page.cell);
    case "report":
      return path("report", page.step);
    case "officer":
      return page.path ? `officer/${page.path}` : "officer";
    case "answer":
      return path("answer", page.token);
    case "track":
      return path("track", page.id, page.token);
    default:
      return page.name;
  }
}

/** Parts that are not there are left out. */
const path = (...parts: (string | null)[]): string =>
  parts
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join("/");

function viewOf(params: URLSearchParams): View | null {
  const [zoom, lat, lon] = ["z", "lat", "lon"].map((name) => Number.parseFloat(params.get(name) ?? ""));
  if (zoom === undefined || lat === undefined || lon === undefined) return null;
  const valid = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return valid ? { zoom, lat, lon } : null;
}

function viewParams(view: View | null): string[] {
  if (!view) return [];
  return [`z=${view.zoom.toFixed(2)}`, `lat=${view.lat.toFixed(4)}`, `lon=${view.lon.toFixed(4)}`];
}

function filtersOf(params: URLSearchParams): Filters {
  const layer = params.get("layer");
  return {
    categories: slugs(params.get("category")),
    statuses: slugs(params.get("status")),
    ...(isLayer(layer) && layer !== NOW && { layer }),
  };
}

function filterParams({ categories, statuses, layer }: Filters): string[] {
  return [
    ...(categories.length ? [`category=${categories.join(",")}`] : []),
    ...(statuses.length ? [`status=${statuses.join(",")}`] : []),
    ...(layer ? [`layer=${layer}`] : []),
  ];
}

const slugs = (list: string | null): string[] =>
  (list ?? "").split(",").filter((slug) => /^[a-z_]+$/.test(slug));

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
