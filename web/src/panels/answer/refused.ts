// Says why an institution was not let in, or its answer not taken.
import { Problem } from "../../api/client";
import { t } from "../../i18n";
import { refusalWords } from "../../refusals";
import { emptiness } from "../../shell/states";

type Reason = "missing" | "closed" | "late" | "often";

/** `null` for what may be tried again as it is. */
export function refused(error: unknown): HTMLElement | null {
  const reason = reasonOf(error);
  return reason && emptiness(t(`answer.${reason}`), t(`answer.${reason}Hint`));
}

export const missing = (): HTMLElement => emptiness(t("answer.missing"), t("answer.missingHint"));

export function reasonOf(error: unknown): Reason | null {
  if (!(error instanceof Problem)) return null;
  if (error.isSpent) return "often";
  return REASONS[error.status] ?? null;
}

const REASONS: Partial<Record<number, Reason>> = {
  401: "missing",
  404: "missing",
  409: "late",
  410: "closed",
};

/** What is to be mended in the answer; `null` when the answer itself is not at fault. */
export function faultWords(error: unknown): string | null {
  if (!(error instanceof Problem) || error.status !== 422) return null;
  const words = FAULTS[error.faults[0]?.field ?? DAY];
  return words ? words() : refusalWords(error);
}

/** A day that is written as one but does not lie ahead comes as a fault without a field. */
const DAY = "repair_by";

const FAULTS: Partial<Record<string, () => string>> = {
  answer: () => t("answer.choose"),
  [DAY]: () => t("answer.needsDay"),
};
