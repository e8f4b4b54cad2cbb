// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { laterWords, refusalWords, signInPanel } from "../../src/officer/panels/sign-in";
import { PoolRefusal, type Asked, type Pool } from "../../src/officer/pool";
import { o } from "../../src/officer/words";
import { settled } from "../builders";

const notAuthorised = new PoolRefusal("NotAuthorizedException", "Invalid session for the user.");

/** The sign-in in front of a pool that asks for `kind` after the password, and then for too much time. */
async function slowAt(kind: Asked["kind"]): Promise<HTMLElement> {
  const asked: Asked = { kind, user: "anna", session: "session-1" };
  const late = (): Promise<never> => Promise.reject(notAuthorised);
  const pool: Partial<Pool> = {
    signIn: () => Promise.resolve(asked),
    answerCode: late,
    choosePassword: late,
    beginEnrolment: () => Promise.resolve({ secret: "GEZDGNBV", asked }),
    finishEnrolment: late,
  };
  const door = { enter: () => Promise.resolve(pool as Pool), begin: () => true, ended: false };
  const { content } = signInPanel(door);
  await settled();
  await submit(content);
  return content;
}

async function submit(content: HTMLElement): Promise<void> {
  content.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settled();
}

test.each(["code", "newPassword", "enrolment"] as const)(
  "whoever was too slow for the step %s is told so, and starts again",
  async (kind) => {
    const content = await slowAt(kind);

    await submit(content);
    expect(content.querySelector(".fault")?.textContent).toBe(o("refused.late"));
    [...content.querySelectorAll("button")].find((one) => one.textContent === o("signIn.again"))?.click();

    expect(content.querySelector("input[autocomplete=current-password]")).not.toBeNull();
  },
);

test("a pool that does not authorise a password speaks of the password", () => {
  expect(refusalWords(notAuthorised)).toBe(o("refused.NotAuthorizedException"));
});

test("a wrong code is a wrong code at every step", () => {
  const wrong = new PoolRefusal("CodeMismatchException", "");

  expect(laterWords(wrong)).toBe(refusalWords(wrong));
});
