// What stands in the way of a subscription, by what the API answered: the key of the words, and beside which field.
import { Problem } from "../../api/client";
import type { Carrier } from "../unit-types";

export type Field = "endpoint" | "label" | "filter";

export interface Hindrance {
  field: Field;
  key: `wrong.${Carrier | "label" | "filter" | "refused" | "taken" | "full"}`;
}

const FIELDS: Record<string, Field> = {
  endpoint: "endpoint",
  label: "label",
  categories: "filter",
  priorities: "filter",
  events: "filter",
};

/** One for each field at fault; none when the refusal is about no field. `left` is how many more may be added. */
export function hindrances(error: unknown, carrier: Carrier, left: number): Hindrance[] {
  if (!(error instanceof Problem)) return [];
  if (error.status === 409) return [{ field: "endpoint", key: left === 0 ? "wrong.full" : "wrong.taken" }];
  if (error.status !== 422) return [];
  // Without faults of its own the body was right: then it is the carrier that takes no such address.
  if (error.faults.length === 0) return [{ field: "endpoint", key: "wrong.refused" }];
  const fields = new Set(error.faults.flatMap(({ field }) => FIELDS[field] ?? []));
  return [...fields].map((field) => ({
    field,
    key: field === "endpoint" ? `wrong.${carrier}` : `wrong.${field}`,
  }));
}

/** Whether the owner of the address has to confirm before anything can be changed. */
export const isPending = (error: unknown): boolean => error instanceof Problem && error.status === 409;
