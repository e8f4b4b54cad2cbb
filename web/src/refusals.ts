// Says in the reader's language why the API did not do what was asked.
import { Problem, Unreachable } from "./api/client";
import { t, textFor } from "./i18n";

export function refusalWords(error: unknown): string {
  if (error instanceof Unreachable) return t(error.reason === "timeout" ? "state.timeout" : "state.offline");
  if (!(error instanceof Problem)) return t("state.error");
  return fieldWords(error) || textFor(`problem.${error.title}`) || unknownWords(error);
}

/** Of the fields that it knows, where the problem is told by nothing else. */
function fieldWords({ title, faults }: Problem): string {
  if (title !== "Invalid input") return "";
  return [...new Set(faults.map(({ field }) => textFor(`field.${field}`)))].join(" ").trim();
}

/** This page may be older than the service: its English is better than nothing. */
const unknownWords = ({ status, detail }: Problem): string =>
  (status >= 500 ? t("problem.Internal error") : detail) || t("state.error");
