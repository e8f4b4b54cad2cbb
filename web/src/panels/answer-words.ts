// What an institution answered, in the words of a report's history.
import type { Step } from "../api/types";
import { longDay, t, textFor } from "../i18n";

/** Its answer, and by when it repairs; nothing when it said neither. */
export const answerWords = ({ answer, repair_by }: Pick<Step, "answer" | "repair_by">): string[] => [
  ...(answer ? [textFor(`answered.${answer}`)] : []),
  ...(repair_by ? [t("track.repairBy", { day: longDay(repair_by) })] : []),
];
