// What the API says about one unit to those in whose scope it lies, and lets its coordinators decide.
import type { Api } from "./api";
import type { Period } from "./model/statistics";
import type {
  AlertFilter,
  AlertPage,
  DigestWindow,
  NewSubscription,
  Statistics,
  Subscription,
  SubscriptionList,
  Window,
} from "./unit-types";

export class UnitApi {
  private readonly path: string;

  constructor(
    private readonly api: Pick<Api, "ask" | "fetch">,
    readonly unit: string,
  ) {
    this.path = `/v1/units/${encodeURIComponent(unit)}`;
  }

  statistics({ from, to }: Period): Promise<Statistics> {
    return this.api.ask(`${this.path}/statistics?from=${from}&to=${to}`);
  }

  /** The same numbers as a table for spreadsheets. */
  async statisticsTable({ from, to }: Period): Promise<Blob> {
    const headers = { Accept: "text/csv" };
    return (
      await this.api.fetch(`${this.path}/statistics?from=${from}&to=${to}&format=csv`, { headers })
    ).blob();
  }

  subscriptions(): Promise<SubscriptionList> {
    return this.api.ask(`${this.path}/subscriptions`);
  }

  /** The same wish again finishes what broke off, or asks an address anew. */
  subscribe(wish: NewSubscription): Promise<Subscription> {
    return this.api.ask(`${this.path}/subscriptions`, sent("POST", wish));
  }

  refilter(id: string, filter: AlertFilter): Promise<Subscription> {
    return this.api.ask(`${this.path}/subscriptions/${encodeURIComponent(id)}`, sent("PATCH", filter));
  }

  unsubscribe(id: string): Promise<void> {
    return this.api.ask(`${this.path}/subscriptions/${encodeURIComponent(id)}`, { method: "DELETE" });
  }

  digest(): Promise<DigestWindow> {
    return this.api.ask(`${this.path}/digest`);
  }

  setDigest(window: Window): Promise<DigestWindow> {
    return this.api.ask(`${this.path}/digest`, sent("PUT", { window }));
  }

  alerts(cursor: string | null): Promise<AlertPage> {
    return this.api.ask(`${this.path}/alerts${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
  }
}

const sent = (method: string, body: object) => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
