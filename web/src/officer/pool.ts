// Signs officers in at the user pool: Amazon Cognito's own API, by fetch and without a library.
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html
import { send } from "../api/client";

export interface SignInPlace {
  url: string;
  client_id: string;
}

export interface Tokens {
  idToken: string;
  /** `null` when a refresh leaves the old one in force. */
  refreshToken: string | null;
  seconds: number;
}

/** What the pool asks next: a code, a new password, the first setting-up of a second factor, or nothing more. */
export type Step = { kind: "signedIn"; tokens: Tokens } | Asked;

export interface Asked {
  kind: "code" | "newPassword" | "enrolment";
  user: string;
  session: string;
}

/** The pool answered, and said no; `code` is its own name for why. */
export class PoolRefusal extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text);
    this.name = "PoolRefusal";
  }
}

const ASKED: Record<string, Asked["kind"]> = {
  SOFTWARE_TOKEN_MFA: "code",
  NEW_PASSWORD_REQUIRED: "newPassword",
  MFA_SETUP: "enrolment",
};

interface Answer {
  AuthenticationResult?: { IdToken: string; RefreshToken?: string; ExpiresIn: number };
  ChallengeName?: string;
  ChallengeParameters?: { USER_ID_FOR_SRP?: string };
  Session?: string;
}

export class Pool {
  constructor(private readonly place: SignInPlace) {}

  signIn(user: string, password: string): Promise<Step> {
    return this.initiate(user, "USER_PASSWORD_AUTH", { USERNAME: user, PASSWORD: password });
  }

  answerCode({ user, session }: Asked, code: string): Promise<Step> {
    return this.respond(user, session, "SOFTWARE_TOKEN_MFA", { SOFTWARE_TOKEN_MFA_CODE: code });
  }

  choosePassword({ user, session }: Asked, password: string): Promise<Step> {
    return this.respond(user, session, "NEW_PASSWORD_REQUIRED", { NEW_PASSWORD: password });
  }

  /** The secret to share with an authenticator, and the session to prove it in. */
  async beginEnrolment({ user, session }: Asked): Promise<{ secret: string; asked: Asked }> {
    const answer = await this.call<{ SecretCode: string; Session: string }>("AssociateSoftwareToken", {
      Session: session,
    });
    return { secret: answer.SecretCode, asked: { kind: "enrolment", user, session: answer.Session } };
  }

  async finishEnrolment({ user, session }: Asked, code: string): Promise<Step> {
    const proved = await this.call<{ Session: string }>("VerifySoftwareToken", {
      Session: session,
      UserCode: code,
    });
    return this.respond(user, proved.Session, "MFA_SETUP", {});
  }

  async refresh(refreshToken: string): Promise<Tokens> {
    const step = await this.initiate("", "REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: refreshToken });
    if (step.kind !== "signedIn") throw new PoolRefusal("NotAuthorizedException", "The pool asks for more.");
    return step.tokens;
  }

  /** Makes the refresh token, and what came of it, worth nothing. */
  revoke(refreshToken: string): Promise<unknown> {
    return this.call("RevokeToken", { Token: refreshToken, ClientId: this.place.client_id });
  }

  private async initiate(user: string, flow: string, parameters: Record<string, string>): Promise<Step> {
    const body = { AuthFlow: flow, ClientId: this.place.client_id, AuthParameters: parameters };
    return stepOf(user, await this.call<Answer>("InitiateAuth", body));
  }

  private async respond(
    user: string,
    session: string,
    challenge: string,
    responses: Record<string, string>,
  ): Promise<Step> {
    const answer = await this.call<Answer>("RespondToAuthChallenge", {
      ChallengeName: challenge,
      ClientId: this.place.client_id,
      Session: session,
      ChallengeResponses: { USERNAME: user, ...responses },
    });
    return stepOf(user, answer);
  }

  private async call<T>(operation: string, body: object): Promise<T> {
    const response = await send(this.place.url, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json().catch(() => ({}))) as { __type?: string; message?: string };
    if (response.ok) return answer as T;
    throw new PoolRefusal(answer.__type?.split("#").pop() ?? String(response.status), answer.message ?? "");
  }
}

function stepOf(user: string, answer: Answer): Step {
  const { AuthenticationResult: result, ChallengeName: name = "", Session: session = "" } = answer;
  if (result) {
    const { IdToken: idToken, RefreshToken: refreshToken = null, ExpiresIn: seconds } = result;
    return { kind: "signedIn", tokens: { idToken, refreshToken, seconds } };
  }
  const kind = ASKED[name];
  if (!kind) throw new PoolRefusal(name, "The pool asks for what this page cannot answer.");
  return { kind, user: answer.ChallengeParameters?.USER_ID_FOR_SRP ?? user, session };
}
