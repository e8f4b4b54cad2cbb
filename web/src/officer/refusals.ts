// Says in the reader's language why the API did not do what was asked: by status, as the contract advises.
import { Problem, Unreachable } from "../api/client";
import { t } from "../i18n";
import { o, wordsFor } from "./words";

export function refusalWords(error: unknown): string {
  if (error instanceof Unreachable) return t(error.reason === "timeout" ? "state.timeout" : "state.offline");
  if (!(error instanceof Problem)) return t("state.error");
  const words = wordsFor("problem", String(error.status));
  if (words !== String(error.status)) return words;
  return error.status >= 500 ? o("problem.500") : error.detail;
}
