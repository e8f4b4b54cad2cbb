// Keeps an officer signed in: the id token in memory, the refresh token for as long as the tab lives (ADR 24).
import { readClaims, type Officer } from "./model/claims";
import { PoolRefusal, type Pool, type Tokens } from "./pool";

const KEY = "officer";
/** How long before its end a token is changed for a new one. */
const MARGIN_MS = 60_000;
/** The pool's words for "sign in again"; after any other it may be asked once more. */
const FINAL = new Set(["NotAuthorizedException", "UserNotFoundException", "PasswordResetRequiredException"]);

/** Nobody is signed in any more: the pool does not know the session, or it has run out. */
export class SessionEnded extends Error {
  constructor() {
    super("The session has ended.");
    this.name = "SessionEnded";
  }
}

export type Keeper = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class Session {
  private tokens: Tokens | null = null;
  private until = 0;
  private renewing: Promise<string> | null = null;

  constructor(
    private readonly pool: Pick<Pool, "refresh" | "revoke">,
    private readonly keeper: Keeper,
    private readonly now: () => number,
  ) {}

  /** Who is signed in; `null` until tokens are at hand. */
  get officer(): Officer | null {
    return this.tokens && readClaims(this.tokens.idToken);
  }

  begin(tokens: Tokens): void {
    this.accept(tokens);
  }

  /** Takes up the session of this tab; false when it has none. Throws `Unreachable` when the pool is. */
  async resume(): Promise<boolean> {
    if (this.tokens) return true;
    if (!this.keeper.getItem(KEY)) return false;
    try {
      await this.renewed();
      return true;
    } catch (error) {
      if (error instanceof SessionEnded) return false;
      throw error;
    }
  }

  /** A token that is good for a while; throws `SessionEnded`. */
  async token(): Promise<string> {
    if (this.tokens && this.now() < this.until) return this.tokens.idToken;
    return this.renewed();
  }

  /** A new token, asked for once however many wait for it; throws `SessionEnded`. */
  renewed(): Promise<string> {
    this.renewing ??= this.renew().finally(() => (this.renewing = null));
    return this.renewing;
  }

  /** Forgets the session at once; throws when the pool could not be told. */
  async end(): Promise<void> {
    const refreshToken = this.keeper.getItem(KEY);
    this.forget();
    if (refreshToken) await this.pool.revoke(refreshToken);
  }

  private async renew(): Promise<string> {
    const refreshToken = this.keeper.getItem(KEY);
    if (!refreshToken) throw new SessionEnded();
    try {
      const tokens = await this.pool.refresh(refreshToken);
      // Somebody may have signed out while the pool was asked.
      if (this.keeper.getItem(KEY) !== refreshToken) throw new SessionEnded();
      this.accept(tokens);
      return tokens.idToken;
    } catch (error) {
      if (!(error instanceof PoolRefusal && FINAL.has(error.code))) throw error;
      this.forget();
      throw new SessionEnded();
    }
  }

  private accept(tokens: Tokens): void {
    this.tokens = tokens;
    this.until = this.now() + tokens.seconds * 1000 - MARGIN_MS;
    if (tokens.refreshToken) this.keeper.setItem(KEY, tokens.refreshToken);
  }

  private forget(): void {
    this.tokens = null;
    this.keeper.removeItem(KEY);
  }
}
