// The bodies of what the HTTP contract says about a unit to its officers, as /v1/openapi.json states them.
import type { Unit } from "../api/types";

/** Hours that half of the reports, and nine of ten of them, took at most; `null` of none. */
export interface Spread {
  median: number | null;
  p90: number | null;
}

export interface Figures {
  received: number;
  by_status: Record<string, number>;
  by_category: Record<string, number>;
  confirmed_share: number | null;
  late_share: number | null;
  hours_to_read: Spread;
  hours_to_verify: Spread;
}

export interface Statistics {
  unit: Unit;
  from: string;
  to: string;
  at: string;
  total: Figures;
  months: { month: string; figures: Figures }[];
  garrison: { code: string; figures: Figures };
}

export const CARRIERS = ["email", "sms", "sqs", "https"] as const;
export type Carrier = (typeof CARRIERS)[number];

export const EVENTS = [
  "opened",
  "taken_over",
  "handed_over",
  "reminder",
  "escalated_local",
  "escalated_garrison",
  "answered",
  "unanswered",
] as const;

export const PRIORITIES = ["urgent", "normal"] as const;

/** Which alerts an address hears; an empty list stands for all. */
export interface AlertFilter {
  label: string | null;
  below: boolean;
  categories: string[];
  priorities: string[];
  events: string[];
}

export interface NewSubscription extends AlertFilter {
  carrier: Carrier;
  endpoint: string;
}

export interface Subscription extends NewSubscription {
  id: string;
  unit: string;
  state: "pending" | "confirmed" | "ended" | "unfinished";
  created_at: string;
  created_by: string;
}

export interface SubscriptionList {
  unit: Unit;
  subscriptions: Subscription[];
  /** How many more the garrison may have. */
  left: number;
}

export const WINDOWS = ["instant", "hourly", "daily"] as const;
export type Window = (typeof WINDOWS)[number];

export interface DigestWindow {
  unit: Unit;
  window: Window;
  ends_at: string | null;
}

export interface AlertLine {
  alert_id: string;
  event: string;
  report_id: string;
  category: string;
  priority: string;
  at: string;
  outcome: "sending" | "waiting" | "told" | "failed";
  attempts: number;
  due: string | null;
  told_at: string | null;
  message_id: string | null;
  digest: string | null;
  failure: string | null;
}

export interface AlertPage {
  unit: Unit;
  alerts: AlertLine[];
  next: string | null;
}
