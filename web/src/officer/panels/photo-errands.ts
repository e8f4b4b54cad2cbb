// What goes on with photos beside the page, each errand in a line of its own, which tells of a failure until it is tried again.
import { Problem } from "../../api/client";
import { fill, h } from "../../dom";
import { refusalWords } from "../../refusals";
import { failure } from "../../shell/states";
import { NotTaken } from "../upload";
import { o } from "../words";

/** `line` is where a step tells how far it has come. */
export type Step = (line: HTMLElement) => Promise<void> | void;

export class Errands {
  readonly element = h("div", { class: "photo-news" });
  private readonly lines = new Map<string, HTMLElement>();

  /** Takes one step after another. One of the same name that is under way ends with its step. */
  async run(name: string, ...steps: Step[]): Promise<void> {
    const line = this.lineOf(name);
    for (const [done, step] of steps.entries()) {
      try {
        await step(line);
      } catch (error) {
        const final = refusal(error);
        line.classList.toggle("is-over", final !== null);
        fill(line, final ?? failure(error, () => void this.run(name, ...steps.slice(done))));
        return;
      }
      if (!this.isLatest(name, line)) return;
    }
    line.remove();
  }

  isLatest(name: string, line: HTMLElement): boolean {
    return this.lines.get(name) === line;
  }

  private lineOf(name: string): HTMLElement {
    const line = h("div", { role: "status" });
    this.lines.get(name)?.remove();
    // What was refused for good has been read when one goes on.
    for (const over of this.element.querySelectorAll(".is-over")) over.remove();
    this.lines.set(name, line);
    this.element.append(line);
    return line;
  }
}

/** What storage or the service said no to, in words; null for what may be tried again. */
function refusal(error: unknown): HTMLElement | null {
  const refused = error instanceof Problem && error.status < 500;
  if (!refused && !(error instanceof NotTaken)) return null;
  return h("p", { class: "fault", role: "alert" }, refused ? refusalWords(error) : o("photo.notTaken"));
}
