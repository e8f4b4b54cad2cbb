// The service with one report in it, as the contract says: a change names the version that was read.
import { Problem, Unreachable } from "../../src/api/client";
import type { FullReport, HistoryStep, Photo, State, Wish } from "../../src/officer/types";
import { stateOf, stepWith } from "./builders";

const ACT_OF = {
  status: "moved",
  unit: "handed_over",
  assignee: "assigned",
  duplicate_of: "merged_into",
  note: "noted",
} as const;

export class FakeService {
  readonly asked: [version: number, wish: Wish][] = [];
  /** How often it was asked for the photos. */
  looks = 0;
  /** Whether the next answers get lost on their way. */
  losesAnswers = false;
  /** What else happens just before each change. */
  meanwhile: () => void = () => undefined;

  constructor(public stored: FullReport) {}

  readonly report = (): Promise<FullReport> => Promise.resolve(structuredClone(this.stored));

  readonly change = (_: string, version: number, wish: Wish): Promise<State> => {
    this.asked.push([version, wish]);
    this.meanwhile();
    if (version !== this.stored.version) return Promise.reject(this.refusal("Changed meanwhile"));
    this.grant(wish);
    return this.losesAnswers
      ? Promise.reject(new Unreachable("timeout"))
      : Promise.resolve(stateOf(this.stored));
  };

  readonly photos = (): Promise<{ photos: Photo[] }> => {
    this.looks += 1;
    return Promise.resolve({ photos: structuredClone(this.stored.photos) });
  };

  /** What the API answers of it. */
  answers(): object {
    const { report, change, photos } = this;
    return { report, change, photos };
  }

  /** Does what an officer of the unit wishes. */
  grant(wish: Wish, by = "officer@1261"): void {
    const [field] = (["status", "unit", "assignee", "duplicate_of", "note"] as const).filter(
      (one) => one in wish,
    );
    const { unit, duplicate_of: report, ...told } = { unit: null, duplicate_of: null, ...wish };
    this.add({ act: ACT_OF[field ?? "note"], by, unit, report, ...told });
    const { assignee = this.stored.assignee, status = this.stored.status } = wish as Partial<FullReport>;
    Object.assign(this.stored, { assignee, status });
  }

  /** Lets a photo arrive, or another step happen. */
  add(step: Partial<HistoryStep>): void {
    const { stored } = this;
    this.stored = {
      ...stored,
      version: stored.version + 1,
      history: [...stored.history, stepWith({ status: stored.status, ...step })],
    };
  }

  refusal(title: string): Problem {
    return new Problem(409, title, [], { title, current: stateOf(this.stored) });
  }
}
