// What somebody does on an officers' page that a test has drawn.
import { vi } from "vitest";
import { reportPage } from "../../src/officer/panels/report";
import type { Role } from "../../src/officer/model/claims";
import { deskWith } from "./builders";
import type { FakeService } from "./fake-service";

/** Lets all that is under way come to its end, short of the time that somebody waits for. */
export const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

/** Opens the report of a service; `more` is what else the API answers. */
export async function openReport(
  service: FakeService,
  more: object = {},
  role: Role = "officer",
): Promise<void> {
  const page = reportPage(deskWith({ ...service.answers(), ...more }, role), "r-1");
  document.body.append(page.content);
  await settled();
}

export function one(selector: string): HTMLElement {
  const found = document.body.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
}

/** Something that can be written or chosen in. */
export const field = (selector: string): HTMLInputElement => one(selector) as HTMLInputElement;

export function button(words: string): HTMLButtonElement {
  const buttons = [...document.body.querySelectorAll("button")];
  const found = buttons.find(({ textContent }) => textContent.trim() === words);
  if (!found) throw new Error(`There is no button "${words}".`);
  return found;
}

export async function press(words: string): Promise<void> {
  button(words).click();
  await settled();
}

/** All that is said to be wrong. */
export const faults = (): string =>
  [...document.body.querySelectorAll(".fault")].map(({ textContent }) => textContent).join();
