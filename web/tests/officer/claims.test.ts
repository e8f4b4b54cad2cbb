import { expect, test } from "vitest";
import { readClaims } from "../../src/officer/model/claims";

const tokenOf = (claims: object): string =>
  `header.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;

const CLAIMS = {
  sub: "s-1",
  "cognito:username": "żółw",
  "cognito:groups": ["officer"],
  "custom:unit": "1261",
};

test("a token says who is signed in, whatever letters the name has", () => {
  expect(readClaims(tokenOf(CLAIMS))).toEqual({ sub: "s-1", name: "żółw", role: "officer", unit: "1261" });
});

test.each([
  ["without a role", { ...CLAIMS, "cognito:groups": ["visitors"] }],
  ["without a unit", { ...CLAIMS, "custom:unit": undefined }],
])("an account %s is no officer's", (_, claims) => {
  expect(readClaims(tokenOf(claims))).toBeNull();
});

test("what is no token is nobody's", () => {
  expect(readClaims("nonsense")).toBeNull();
});
