// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { Problem } from "../src/api/client";
import { t } from "../src/i18n";
import { refusal } from "../src/panels/report/refusal";
import { reviewStep } from "../src/panels/report/review";
import { appWith, clerkWith, draftWith, RECEIPT, settled } from "./builders";

// Which unit answers for the place is asked too: nobody answers here.
vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));

const quota = (title: string): Problem => new Problem(429, "In English.", [], { title });

async function sent(app: ReturnType<typeof appWith>): Promise<HTMLElement> {
  const { content } = reviewStep(app);
  content.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
  return content;
}

test("two equal reports, placed one after the other, are two", async () => {
  const keys: string[] = [];
  const clerk = clerkWith({
    place: (_, key) => {
      keys.push(key);
      return Promise.resolve(RECEIPT);
    },
  });
  const app = appWith({ clerk, draft: draftWith() });

  await sent(app);
  app.store.set({ draft: draftWith() });
  await sent(app);

  expect(new Set(keys).size).toBe(2);
  expect(app.went).toEqual([
    { name: "report", step: "sent" },
    { name: "report", step: "sent" },
  ]);
});

test("what an officer could not send is explained to an officer, and may be sent again", async () => {
  const explain = () => ({
    title: "Sesja",
    hint: "Zaloguj się",
    way: { words: "Zaloguj", href: "#/officer/record" },
  });
  const clerk = clerkWith({ place: () => Promise.reject(new Error("ended")), explain });
  const app = appWith({ clerk, draft: draftWith({ description: "Z narady" }) });

  const content = await sent(app);

  expect(content.querySelector(".refusal")?.textContent).toContain("Zaloguj się");
  expect(content.querySelector(".refusal a")?.getAttribute("href")).toBe("#/officer/record");
  expect(content.querySelector<HTMLButtonElement>(".form-foot button")?.disabled).toBe(false);
  expect(app.store.get()).toMatchObject({ clerk, draft: { description: "Z narady" } });
});

test("only a spent quota is told as one", () => {
  const spent = refusal(quota("Too many reports"), appWith()).textContent;
  const busy = refusal(quota("Too many requests"), appWith()).textContent;

  expect(spent).toContain(t("fault.quota"));
  expect(busy).not.toContain(t("fault.quota"));
  expect(busy).toContain(t("problem.Too many requests"));
});
