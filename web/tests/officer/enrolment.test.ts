import { afterEach, beforeEach, expect, test } from "vitest";
import { encode } from "uqr";
import { inGroups, otpauthAddress } from "../../src/officer/model/otpauth";
import { Pool, PoolRefusal, type Asked } from "../../src/officer/pool";
import { CLIENT, codeAt, FakePool, SECRET } from "./fake-pool";

const NOW = 1_234_567_890;
const server = () => new FakePool(() => codeAt(SECRET, NOW));
let fake = server();
let pool: Pool;

beforeEach(async () => {
  fake = server();
  pool = new Pool({ url: await fake.open(), client_id: CLIENT });
});
afterEach(() => fake.close());

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
])("the codes of this test are those of RFC 6238 at %i", (seconds, code) => {
  expect(codeAt(SECRET, seconds)).toBe(code);
});

test("who comes first chooses a password, sets up an authenticator and is in", async () => {
  const first = await pool.signIn("nowy", "First-password-1");
  expect(first).toMatchObject({ kind: "newPassword", user: "id-of-nowy" });
  const second = await pool.choosePassword(first as Asked, "Own-password-2345");
  expect(second).toMatchObject({ kind: "enrolment", user: "id-of-nowy" });

  const { secret, asked } = await pool.beginEnrolment(second as Asked);
  const done = await pool.finishEnrolment(asked, codeAt(secret, NOW));

  expect(secret).toBe(SECRET);
  expect(done).toEqual({
    kind: "signedIn",
    tokens: { idToken: "id-1", refreshToken: "refresh-1", seconds: 1800 },
  });
  expect(fake.asked).toEqual([
    "InitiateAuth",
    "RespondToAuthChallenge",
    "AssociateSoftwareToken",
    "VerifySoftwareToken",
    "RespondToAuthChallenge",
  ]);
});

test("a mistyped code is refused, and the right one is taken after it", async () => {
  const first = await pool.signIn("nowy", "First-password-1");
  const second = await pool.choosePassword(first as Asked, "Own-password-2345");
  const { asked } = await pool.beginEnrolment(second as Asked);

  const refused = pool.finishEnrolment(asked, "000000");

  await expect(refused).rejects.toMatchObject({ code: "EnableSoftwareTokenMFAException" });
  expect(await pool.finishEnrolment(asked, codeAt(SECRET, NOW))).toMatchObject({ kind: "signedIn" });
});

test("a session that is over is refused by its name", async () => {
  const refused = pool.beginEnrolment({ kind: "enrolment", user: "id-of-nowy", session: "session-0-old" });

  await expect(refused).rejects.toThrow(PoolRefusal);
});

test("an authenticator reads issuer, account and key from the address, whatever letters they have", () => {
  const address = new URL(otpauthAddress("Mapa zagrożeń", "żółw & co", SECRET));

  expect(`${address.protocol}//${address.host}`).toBe("otpauth://totp");
  expect(decodeURIComponent(address.pathname)).toBe("/Mapa zagrożeń:żółw & co");
  expect(address.searchParams.get("issuer")).toBe("Mapa zagrożeń");
  expect(address.searchParams.get("secret")).toBe(SECRET);
  // A plus sign would be read as itself by apps that decode percent signs only.
  expect(address.href).not.toContain("+");
});

test("the longest address that is likely fits a picture that telephones read", () => {
  const address = otpauthAddress(
    "Krajowa mapa zagrożeń bezpieczeństwa",
    "imie.nazwisko-koordynator",
    SECRET.repeat(2),
  );

  expect(encode(address, { border: 4, ecc: "M" }).version).toBeLessThanOrEqual(15);
});

test("the key is typed in groups of four", () => {
  expect(inGroups("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
});
