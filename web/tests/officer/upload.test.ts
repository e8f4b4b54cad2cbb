// @vitest-environment happy-dom
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { NotTaken, sendFile, StorageFailed } from "../../src/officer/upload";

const CORS = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*" };

let storage: Server;
let status = 204;

beforeEach(async () => {
  storage = createServer((request, response) => {
    const answered = request.method === "OPTIONS" ? 204 : status;
    request.resume().on("end", () => response.writeHead(answered, CORS).end());
  });
  await new Promise<void>((done) => storage.listen(0, "127.0.0.1", done));
});
afterEach(() => new Promise((done) => storage.close(done)));

const sent = (): Promise<void> => {
  const { port } = storage.address() as AddressInfo;
  const form = { url: `http://127.0.0.1:${port}/`, fields: { key: "p-1" }, most_bytes: 100 };
  return sendFile(form, new Blob(["photo"]), () => undefined);
};

test.each([
  [400, NotTaken],
  [403, NotTaken],
  [500, StorageFailed],
  [503, StorageFailed],
])("storage that answers %s is told apart from a file that it does not take", async (answered, kind) => {
  status = answered;

  await expect(sent()).rejects.toThrow(kind);
});

test("a file that storage took is sent", async () => {
  status = 204;

  await expect(sent()).resolves.toBeUndefined();
});
