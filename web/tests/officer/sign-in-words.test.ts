import { expect, test } from "vitest";
import { laterWords, refusalWords } from "../../src/officer/panels/sign-in";
import { PoolRefusal } from "../../src/officer/pool";
import { o } from "../../src/officer/words";

const notAuthorised = new PoolRefusal("NotAuthorizedException", "Invalid session for the user.");

test("a pool that does not authorise a password is told of the password", () => {
  expect(refusalWords(notAuthorised)).toBe(o("refused.NotAuthorizedException"));
});

test("a pool that does not authorise a later step has waited too long for it", () => {
  expect(laterWords(notAuthorised)).toBe(o("refused.late"));
});

test("a wrong code is a wrong code at every step", () => {
  const wrong = new PoolRefusal("CodeMismatchException", "");

  expect(laterWords(wrong)).toBe(refusalWords(wrong));
});
