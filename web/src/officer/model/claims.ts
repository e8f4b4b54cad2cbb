// Reads from an id token who is signed in, for the page's own words; what counts is checked by the API.
import type { Unit } from "../../api/types";

export const ROLES = ["officer", "local_coordinator", "garrison_coordinator", "national_admin"] as const;
export type Role = (typeof ROLES)[number];

export interface Officer {
  sub: string;
  name: string;
  role: Role;
  unit: string;
}

/** `null` when the token names no officer. */
export function readClaims(token: string): Officer | null {
  const claims = payloadOf(token);
  const groups = Array.isArray(claims["cognito:groups"]) ? claims["cognito:groups"] : [];
  const role = ROLES.find((one) => groups.includes(one));
  const unit = claims["custom:unit"];
  if (!role || typeof unit !== "string" || typeof claims.sub !== "string") return null;
  const name = claims["cognito:username"];
  return { sub: claims.sub, name: typeof name === "string" ? name : "", role, unit };
}

/** Coordinators open closed reports again and assign to others. */
export const coordinates = ({ role }: Officer): boolean => role !== "officer";

/** The nation has no list of its own: a unit is to be named. */
export const isOfNation = ({ role }: Officer): boolean => role === "national_admin";

/** Who is above a single unit may look at any of several. */
export const isAboveUnits = ({ role }: Officer): boolean =>
  role === "garrison_coordinator" || role === "national_admin";

/** Whether a unit is the officer's: the own one, one below it, or one of the own garrison. */
export function hasInScope(officer: Officer, { code, garrison }: Pick<Unit, "code" | "garrison">): boolean {
  if (isOfNation(officer)) return true;
  if (officer.role === "garrison_coordinator") return garrison.code === officer.unit;
  return code === officer.unit || code.startsWith(`${officer.unit}-`);
}

function payloadOf(token: string): Record<string, unknown> {
  try {
    const encoded = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
