import { expect, test } from "vitest";
import { PoolRefusal, type Tokens } from "../../src/officer/pool";
import { Session, SessionEnded, type Keeper } from "../../src/officer/session";

const MINUTE = 60_000;

function given(refresh: () => Promise<Tokens>, kept: string | null = "refresh-1") {
  const store = new Map(kept === null ? [] : [["officer", kept]]);
  const keeper: Keeper = {
    getItem: (key) => store.get(key) ?? null,
    setItem: (key, value) => void store.set(key, value),
    removeItem: (key) => void store.delete(key),
  };
  const clock = { now: 0 };
  const revoked: string[] = [];
  let asked = 0;
  const pool = {
    refresh: () => {
      asked += 1;
      return refresh();
    },
    revoke: (token: string) => Promise.resolve(revoked.push(token)),
  };
  const session = new Session(pool, keeper, () => clock.now);
  return { session, store, clock, revoked, asked: () => asked };
}

const tokens = (idToken: string): Promise<Tokens> =>
  Promise.resolve({ idToken, refreshToken: null, seconds: 1800 });
const refused = (code: string) => () => Promise.reject(new PoolRefusal(code, ""));

test("a tab that was reloaded takes its session up again", async () => {
  const { session } = given(() => tokens("id-1"));

  expect(await session.resume()).toBe(true);
  expect(await session.token()).toBe("id-1");
});

test("a tab without a session has nothing to take up", async () => {
  const { session, asked } = given(() => tokens("id-1"), null);

  expect(await session.resume()).toBe(false);
  expect(asked()).toBe(0);
});

test("a token is kept while it is good and changed a minute before its end", async () => {
  let number = 0;
  const { session, clock } = given(() => tokens(`id-${(number += 1)}`));
  await session.resume();

  clock.now = 28 * MINUTE;
  expect(await session.token()).toBe("id-1");
  clock.now = 29 * MINUTE;
  expect(await session.token()).toBe("id-2");
});

test("however many wait for a token, the pool is asked once", async () => {
  const { session, asked } = given(() => tokens("id-1"));

  await Promise.all([session.renewed(), session.renewed(), session.token()]);

  expect(asked()).toBe(1);
});

test("a session that the pool no longer knows is forgotten", async () => {
  const { session, store } = given(refused("NotAuthorizedException"));

  await expect(session.token()).rejects.toThrow(SessionEnded);
  expect(store.size).toBe(0);
});

test.each(["TooManyRequestsException", "InternalErrorException"])(
  "a pool that says %s leaves the session as it is",
  async (code) => {
    const { session, store } = given(refused(code));

    await expect(session.token()).rejects.toThrow(PoolRefusal);
    expect(store.get("officer")).toBe("refresh-1");
  },
);

test("whoever signs out is out at once, and the pool is told", async () => {
  const { session, store, revoked } = given(() => tokens("id-1"));
  await session.resume();

  await session.end();

  expect(store.size).toBe(0);
  expect(revoked).toEqual(["refresh-1"]);
  await expect(session.token()).rejects.toThrow(SessionEnded);
});

test("a token that comes after the sign-out opens nothing", async () => {
  let answer: (tokens: Tokens) => void = () => undefined;
  const { session, store } = given(() => new Promise((resolve) => (answer = resolve)));
  const waiting = session.token();

  await session.end();
  answer({ idToken: "id-1", refreshToken: "refresh-2", seconds: 1800 });

  await expect(waiting).rejects.toThrow(SessionEnded);
  expect(store.size).toBe(0);
});
