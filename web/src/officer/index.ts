// Opens the officers' pages: first the sign-in, then the page that was asked for.
import "./officer.css";
import "./unit.css";
import "./work-list.css";
import type { App, Panel } from "../app";
import type { Page } from "../model/address";
import { Api, getSignInPlace } from "./api";
import type { Desk } from "./desk";
import { hideDraft, keepDraftOf, RECORD } from "./panels/record";
import { reportPage } from "./panels/report";
import { signInPanel, type Door } from "./panels/sign-in";
import { alertLogPage } from "./panels/unit/alert-log";
import { statisticsPage } from "./panels/unit/statistics";
import { subscriptionsPage } from "./panels/unit/subscriptions";
import { workListPage } from "./panels/work-list";
import { isAboveUnits } from "./model/claims";
import { Pool } from "./pool";
import { Session } from "./session";
import { WorkList } from "./work-list";
import { o } from "./words";

/** The user pool and this tab's session in it, once the API has told where the pool is. */
let entrance: { pool: Pool; session: Session } | null = null;
let desk: Desk | null = null;
let ended = false;

const PAGES: Partial<Record<string, (desk: Desk) => Panel>> = {
  statistics: statisticsPage,
  subscriptions: subscriptionsPage,
  alerts: alertLogPage,
};

export function openOfficerPage(app: App, page: Extract<Page, { name: "officer" }>): Panel {
  app.map?.showCells(false);
  const panel = desk ? pageOf(desk, page.path) : signInPanel(doorOf(app));
  return {
    ...panel,
    dispose: () => {
      panel.dispose?.();
      app.map?.showCells(true);
    },
  };
}

function pageOf(at: Desk, path: string): Panel {
  const [name = "", id] = path.split("/");
  if (name === "report" && id) return reportPage(at, id);
  return (PAGES[name] ?? workListPage)(at);
}

const doorOf = (app: App): Door => ({
  ended,
  async enter() {
    entrance ??= await findEntrance();
    const resumed = await entrance.session.resume();
    return resumed && sitDown(app, entrance.session) ? null : entrance.pool;
  },
  begin(tokens) {
    if (!entrance) return false;
    entrance.session.begin(tokens);
    return sitDown(app, entrance.session);
  },
});

async function findEntrance(): Promise<NonNullable<typeof entrance>> {
  const pool = new Pool(await getSignInPlace());
  return { pool, session: new Session(pool, sessionStorage, () => Date.now()) };
}

/** Opens the page that was asked for; false when the account is no officer's. */
function sitDown(app: App, session: Session): boolean {
  const { officer } = session;
  if (!officer) {
    void session.end().catch(() => undefined);
    return false;
  }
  const api = new Api(session, () => {
    void session.end().catch(() => undefined);
    hideDraft(app.store);
    leave(app, true);
  });
  desk = { app, api, officer, list: new WorkList(api, officer), signOut: () => signOut(app, session) };
  // Whoever is not on the roster can work all the same; they only cannot be given reports.
  if (!isAboveUnits(officer)) void api.signOn(officer.unit).catch(() => undefined);
  keepDraftOf(officer.sub, app.store);
  goOn(app);
  return true;
}

/** Back to the form for whoever was sent here from it, else to the page that was asked for. */
function goOn(app: App): void {
  const { page, clerk } = app.store.get();
  if (clerk && page.name === "officer" && page.path === RECORD) app.go({ name: "report", step: "review" });
  else app.reopen();
}

function signOut(app: App, session: Session): void {
  session.end().catch(() => app.announce(o("desk.signOutFailed")));
  keepDraftOf(null, app.store);
  leave(app, false);
}

/** Back to the sign-in, at the same address: whoever signs in again goes on there. The form says it by itself. */
function leave(app: App, unasked: boolean): void {
  desk?.list.stop();
  desk = null;
  ended = unasked;
  const { page, clerk } = app.store.get();
  if (page.name === "officer" || (page.name === "report" && clerk)) app.reopen();
}
