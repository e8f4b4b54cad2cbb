// Opens the verification card in a window of its own, ready to print.
import { h } from "../../dom";
import { icon } from "../../icons";
import { officerIcon } from "../icons";
import { refusalWords } from "../../refusals";
import { o } from "../words";
import type { Case } from "./report";

export function cardButton({ desk, report }: Case): HTMLElement {
  const fault = h("p", { class: "fault", role: "alert" });
  const open = async (): Promise<void> => {
    fault.replaceChildren();
    // At once: after an answer has been waited for, browsers take a window for one that nobody asked for.
    const opened = window.open("", "_blank");
    try {
      if (!opened) throw new Error("The browser opens no window.");
      await show(await desk.api.card(report.id), opened as Window & typeof globalThis);
    } catch (error) {
      opened?.close();
      fault.replaceChildren(icon("warning"), opened ? refusalWords(error) : o("card.noWindow"));
    }
  };
  return h(
    "div",
    {},
    h(
      "button",
      { type: "button", class: "button", on: { click: () => void open() } },
      officerIcon("print"),
      o("card.open"),
    ),
    fault,
  );
}

/** The page's own policy holds there too, and lets no inline style in: the same rules are adopted as a sheet. */
async function show(html: string, opened: Window & typeof globalThis): Promise<void> {
  const [head = "", style = "", body = ""] = html.split(/<\/?style>/);
  const card = new DOMParser().parseFromString(head + body, "text/html");
  const sheet = new opened.CSSStyleSheet();
  sheet.replaceSync(style);
  const { document: page } = opened;
  page.documentElement.replaceWith(page.adoptNode(card.documentElement));
  page.adoptedStyleSheets = [sheet];
  // A photo that cannot be shown is no reason to print nothing.
  await Promise.allSettled([...page.images].map((photo) => photo.decode()));
  opened.print();
}
