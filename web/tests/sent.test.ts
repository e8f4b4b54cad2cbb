import { expect, test } from "vitest";
import type { Category } from "../src/api/types";
import { t } from "../src/i18n";
import { onMap } from "../src/panels/report/sent";

const category = (parts: Partial<Category>): Category => ({
  slug: "speeding",
  names: { pl: "", en: "", uk: "" },
  sensitive: false,
  withheld: false,
  description_required: false,
  public_from: "new",
  retired: false,
  priority: "normal",
  ...parts,
});

test("a report of a usual kind is on the map within seconds", () => {
  expect(onMap(category({}))).toBe(t("sent.map"));
});

test("nobody is promised a sensitive report on the map of now", () => {
  expect(onMap(category({ sensitive: true }))).toBe(t("sent.sensitive"));
  expect(onMap(category({ sensitive: true, public_from: "confirmed" }))).toBe(t("sent.sensitive"));
});

test("what is never published is not promised by month either", () => {
  expect(onMap(category({ sensitive: true, withheld: true, public_from: null }))).toBe(t("sent.withheld"));
});
