// Speaks with the API as the officer who is signed in.
import { accepted, ask, bodyOf, Problem, type Init } from "../api/client";
import type { NewReport, Receipt, Unit } from "../api/types";
import type { SignInPlace } from "./pool";
import { SessionEnded, type Session } from "./session";
import type {
  FullReport,
  Institution,
  Likely,
  Photo,
  RosterMember,
  State,
  UploadForm,
  Wish,
  WorkListPage,
} from "./types";

export const getSignInPlace = (): Promise<SignInPlace> => ask("/v1/sign-in");

export class Api {
  /** `ended` is told when the session turns out to be over, before `SessionEnded` is thrown. */
  constructor(
    private readonly session: Pick<Session, "token" | "renewed">,
    private readonly ended: () => void,
  ) {}

  workList(query: URLSearchParams): Promise<WorkListPage> {
    return this.ask(`/v1/reports?${query}`);
  }

  report(id: string): Promise<FullReport> {
    return this.ask(reportPath(id));
  }

  /** Throws `Problem` 409 with the report's `current` state when somebody else changed it meanwhile. */
  change(id: string, version: number, wish: Wish): Promise<State> {
    return this.ask(reportPath(id), {
      method: "PATCH",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ version, ...wish }),
    });
  }

  /** Who outside the police takes such a threat at its place, the nearest first. */
  institutions({ location, category }: FullReport): Promise<{ institutions: Institution[] }> {
    const { lat, lon } = location;
    return this.ask(`/v1/institutions?lat=${lat}&lon=${lon}&category=${category}`);
  }

  /** Open reports near in place and time that may tell of the same. */
  likelyDuplicates(id: string): Promise<{ likely: Likely[] }> {
    return this.ask(`${reportPath(id)}/duplicates`);
  }

  /** The photos as they stand, with addresses that open for minutes. */
  photos(id: string): Promise<{ photos: Photo[] }> {
    return this.ask(`${reportPath(id)}/photos`);
  }

  /** Lets the report wait for a photo, and tells where its file goes. */
  addPhoto(id: string, contentType: string): Promise<{ photo: Photo; upload: UploadForm }> {
    return this.ask(`${reportPath(id)}/photos`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ content_type: contentType }),
    });
  }

  removePhoto(id: string, photoId: string): Promise<void> {
    return this.ask(`${reportPath(id)}/photos/${encodeURIComponent(photoId)}`, { method: "DELETE" });
  }

  /** Who may be given the unit's reports. */
  roster(unit: string): Promise<{ officers: RosterMember[] }> {
    return this.ask(`/v1/units/${encodeURIComponent(unit)}/officers`);
  }

  /** Puts the own account on the roster, so that it can be given reports. */
  signOn(unit: string): Promise<RosterMember> {
    return this.ask(`/v1/units/${encodeURIComponent(unit)}/officers/me`, { method: "PUT" });
  }

  /** Places what the unit was told in direct contact. */
  record(unit: string, report: NewReport, idempotencyKey: string): Promise<Receipt> {
    return this.ask(`/v1/units/${encodeURIComponent(unit)}/reports`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey },
      body: JSON.stringify(report),
    });
  }

  units(): Promise<{ units: Unit[] }> {
    return ask("/v1/units");
  }

  /** The verification card, a page to print. */
  async card(id: string): Promise<string> {
    return (await this.fetch(`${reportPath(id)}/card`, { headers: { Accept: "text/html" } })).text();
  }

  /** The body of an answer to the officer who is signed in; throws `Problem`, `Unreachable`, `SessionEnded`. */
  async ask<T>(path: string, init: Init = {}): Promise<T> {
    return bodyOf<T>(await this.fetch(path, init));
  }

  /** The answer itself, where it is no JSON. */
  async fetch(path: string, init: Init = {}): Promise<Response> {
    try {
      return await this.fetched(path, init);
    } catch (error) {
      if (error instanceof SessionEnded) this.ended();
      throw error;
    }
  }

  /** A token that the API takes for spent (a clock that jumped, say) is changed for a new one, once. */
  private async fetched(path: string, init: Init): Promise<Response> {
    try {
      return await accepted(path, signed(init, await this.session.token()));
    } catch (error) {
      if (!isUnauthorised(error)) throw error;
    }
    try {
      return await accepted(path, signed(init, await this.session.renewed()));
    } catch (error) {
      throw isUnauthorised(error) ? new SessionEnded() : error;
    }
  }
}

const reportPath = (id: string): string => `/v1/reports/${encodeURIComponent(id)}`;

const signed = (init: Init, token: string): Init => ({
  ...init,
  headers: { ...init.headers, Authorization: `Bearer ${token}` },
});

const isUnauthorised = (error: unknown): boolean => error instanceof Problem && error.status === 401;
