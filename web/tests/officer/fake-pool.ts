// A user pool as Amazon Cognito answers: one account that has a first password and no second factor yet.
import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; // "12345678901234567890", as in RFC 6238
export const CLIENT = "client-1";

type Body = Record<string, string | Record<string, string>>;
type Answer = [status: number, body: object];

export class FakePool {
  readonly asked: string[] = [];
  private session = 0;
  private server: Server | null = null;

  constructor(private readonly codeNow: () => string) {}

  async open(): Promise<string> {
    this.server = createServer((request, response) => {
      void this.answer(request).then(([status, body]) => {
        response.writeHead(status, { "Content-Type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const operation = String(request.headers["x-amz-target"]).replace(
      "AWSCognitoIdentityProviderService.",
      "",
    );
    this.asked.push(operation);
    return this.act(operation, JSON.parse(Buffer.concat(parts).toString()) as Body);
  }

  private act(operation: string, body: Body): Answer {
    switch (operation) {
      case "InitiateAuth":
        return (body.AuthParameters as Record<string, string>).PASSWORD === "First-password-1"
          ? this.challenge("NEW_PASSWORD_REQUIRED")
          : refused("NotAuthorizedException");
      case "RespondToAuthChallenge":
        return this.isPresent(body) ? this.answered(body) : refused("NotAuthorizedException");
      case "AssociateSoftwareToken":
        if (!this.isPresent(body)) return refused("NotAuthorizedException");
        return [200, { SecretCode: SECRET, Session: this.nextSession() }];
      case "VerifySoftwareToken":
        if (!this.isPresent(body)) return refused("NotAuthorizedException");
        if (body.UserCode !== this.codeNow()) return refused("EnableSoftwareTokenMFAException");
        return [200, { Status: "SUCCESS", Session: this.nextSession() }];
      default:
        return refused("UnknownOperationException");
    }
  }

  /** A wrong code leaves the session in force, every other step takes the next one. */
  private isPresent({ Session }: Body): boolean {
    return Session === `session-${this.session}`;
  }

  private answered({ ChallengeName, ClientId, ChallengeResponses }: Body): Answer {
    const { USERNAME } = ChallengeResponses as Record<string, string>;
    if (ClientId !== CLIENT || USERNAME !== "id-of-nowy") return refused("ResourceNotFoundException");
    if (ChallengeName === "NEW_PASSWORD_REQUIRED") return this.challenge("MFA_SETUP");
    const result = { IdToken: "id-1", RefreshToken: "refresh-1", ExpiresIn: 1800 };
    return [200, { AuthenticationResult: result }];
  }

  private challenge(name: string): Answer {
    const parameters = { USER_ID_FOR_SRP: "id-of-nowy" };
    return [200, { ChallengeName: name, ChallengeParameters: parameters, Session: this.nextSession() }];
  }

  private nextSession(): string {
    this.session += 1;
    return `session-${this.session}`;
  }
}

/** The six digits that an authenticator shows at a moment (RFC 6238). */
export function codeAt(secret: string, seconds: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const digest = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const start = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function bytesOf(base32: string): Buffer {
  const bits = Array.from(base32, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  return Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

const refused = (code: string): Answer => [400, { __type: code, message: "no" }];
