// Speaks HTTP with the API: one function per route, two kinds of failure.
import type {
  Catalogue,
  CellCounts,
  Fault,
  Forwarding,
  Located,
  NewAnswer,
  NewReport,
  Receipt,
  TrackedReport,
} from "./types";

const PATIENCE_MS = 15_000;
/** The titles under which a 429 tells of a quota; under any other everybody together asks too often. */
export const QUOTAS: readonly string[] = ["Too many reports", "Too many tries"];

/** The API answered, and said no (RFC 9457 problem details). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly faults: readonly Fault[],
    /** All that the answer said. */
    readonly body: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** The kind of the problem, the same for every case of it. */
  get title(): string {
    return typeof this.body.title === "string" ? this.body.title : "";
  }

  /** A quota is spent: no more today. Any other 429 is over in a moment. */
  get isSpent(): boolean {
    return this.status === 429 && QUOTAS.includes(this.title);
  }
}

/** No answer came: the same request may be sent again. */
export class Unreachable extends Error {
  constructor(readonly reason: "offline" | "timeout" | "network") {
    super(reason);
    this.name = "Unreachable";
  }
}

export const getCatalogue = (): Promise<Catalogue> => ask("/v1/categories");

export const getCell = (cell: string, layer: string): Promise<CellCounts> =>
  ask(`/v1/cells/${encodeURIComponent(cell)}?layer=${encodeURIComponent(layer)}`);

export const locateUnit = (lat: number, lon: number): Promise<Located> =>
  ask(`/v1/units/locate?lat=${lat.toFixed(6)}&lon=${lon.toFixed(6)}`);

/** The token travels in a header, never in an address that logs would keep. */
export const getReport = (id: string, token: string): Promise<TrackedReport> =>
  ask(`/v1/reports/${encodeURIComponent(id)}`, { headers: { Authorization: `Bearer ${token}` } });

/** What the link of a letter opens; its token travels in a header too. */
export const getForwarding = (token: string): Promise<Forwarding> =>
  ask("/v1/answers", { headers: { Authorization: `Bearer ${token}` } });

/** The same answer twice changes nothing: it may be sent again. */
export const answerForwarding = (token: string, answer: NewAnswer): Promise<Forwarding> =>
  ask("/v1/answers", {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(answer),
  });

export const placeReport = (report: NewReport, idempotencyKey: string): Promise<Receipt> =>
  ask("/v1/reports", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey },
    body: JSON.stringify(report),
  });

export type Init = Omit<RequestInit, "headers"> & { headers?: Record<string, string> };

/** The body of an answer; throws `Problem` or `Unreachable`. */
export async function ask<T>(path: string, init: Init = {}): Promise<T> {
  return bodyOf(await accepted(path, init));
}

/** The answer when it is no refusal; throws `Problem` or `Unreachable`. */
export async function accepted(path: string, init: Init): Promise<Response> {
  const response = await send(path, init);
  if (!response.ok) throw await problemOf(response);
  return response;
}

export const bodyOf = async <T>(response: Response): Promise<T> =>
  (response.status === 204 ? undefined : await response.json()) as T;

/** The answer, whatever it says; throws `Unreachable` when none comes. */
export async function send(path: string, init: Init): Promise<Response> {
  try {
    const headers = { Accept: "application/json, application/problem+json", ...init.headers };
    return await fetch(path, { ...init, headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") throw new Unreachable("timeout");
    throw new Unreachable(navigator.onLine ? "network" : "offline");
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as {
    title?: string;
    detail?: string;
    errors?: Fault[];
  };
  return new Problem(response.status, body.detail ?? body.title ?? "", body.errors ?? [], body);
}
