// Opens the panel of a page.
import type { App, Panel } from "../app";
import type { Page, ReportStep } from "../model/address";
import { aboutPanel } from "./about";
import { answerPanel } from "./answer";
import { cellPanel } from "./cell";
import { explorePanel } from "./explore";
import { listPanel } from "./list";
import { officerPanel } from "./officer";
import { awayPanel } from "./report/away";
import { detailsStep } from "./report/details";
import { reviewStep } from "./report/review";
import { sentPanel } from "./report/sent";
import { whatStep } from "./report/what";
import { whereStep } from "./report/where";
import { trackPanel } from "./track";

export function openPanel(app: App, page: Page): Panel {
  switch (page.name) {
    case "cell":
      return cellPanel(app, page.cell);
    case "list":
      return listPanel(app);
    case "about":
      return aboutPanel(app);
    case "answer":
      return answerPanel(app, page.token);
    case "track":
      return trackPanel(app, page.id, page.token);
    case "report":
      return reportPanel(app, page.step);
    case "officer":
      return officerPanel(app, page);
    default:
      return explorePanel(app);
  }
}

function reportPanel(app: App, step: ReportStep): Panel {
  const away = app.store.get().clerk?.away;
  return away ? awayPanel(app, away()) : stepOf(app, step);
}

/** A step opens only when what it builds on is there; else the first that is still open does. */
function stepOf(app: App, step: ReportStep): Panel {
  const { draft, receipt } = app.store.get();
  if (step === "sent" && receipt) return sentPanel(app, receipt);
  if (step === "what" || step === "sent" || !draft.category) return whatStep(app);
  if (step === "where" || !draft.point) return whereStep(app);
  return step === "details" ? detailsStep(app) : reviewStep(app);
}
