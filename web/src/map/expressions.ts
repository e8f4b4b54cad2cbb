// Writes the MapLibre expressions that turn a cell's sparse counts into a number and a colour.
import type { ExpressionSpecification } from "maplibre-gl";
import { rampFor } from "../model/scale";

/** The count of a cell: `total`, or the sum of the chosen `<category>.<status>` properties. */
export function countExpression(counted: string[] | null): ExpressionSpecification {
  const terms = (counted ?? ["total"]).map((name) => ["coalesce", ["get", name], 0]);
  return (terms.length === 1 ? terms[0] : ["+", ...terms]) as ExpressionSpecification;
}

export function colourExpression(
  counted: string[] | null,
  limits: readonly number[],
  ramp: readonly string[],
): ExpressionSpecification | string {
  const [lowest = "transparent", ...above] = rampFor(ramp, limits.length + 1);
  if (limits.length === 0) return lowest;
  const steps = limits.flatMap((limit, index) => [limit, above[index] ?? lowest]);
  return ["step", countExpression(counted), lowest, ...steps] as unknown as ExpressionSpecification;
}

export const hasReports = (counted: string[] | null): ExpressionSpecification => [
  ">",
  countExpression(counted),
  0,
];
