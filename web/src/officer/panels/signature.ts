// Says who acted, by the signature that the service keeps: no name, only a role and a unit.
import { o, wordsFor } from "../words";

/** Of "role@unit", or of the code of an institution that answered. */
export function signatureWords(by: string): string {
  const [role = "", unit] = by.split("@");
  return unit === undefined ? o("by.institution", { institution: by }) : `${wordsFor("role", role)}, ${unit}`;
}
