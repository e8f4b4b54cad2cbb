// One subscription: who hears what and whether they confirmed; its filter is changed, or it is ended, here.
import { categoryOf, type App } from "../../../app";
import { fill, h, type Child } from "../../../dom";
import { join, nameOf } from "../../../i18n";
import { icon, type Control } from "../../../icons";
import { hindrances, isPending } from "../../model/subscription";
import { officerIcon } from "../../icons";
import { refusalWords } from "../../../refusals";
import type { UnitApi } from "../../unit-api";
import type { Carrier, Subscription } from "../../unit-types";
import { o, wordsFor, type OfficerKey } from "../../words";
import { exactly } from "../times";
import { filterFields } from "./filter-fields";

const CARRIER_PICTURES: Record<Carrier, Parameters<typeof officerIcon>[0]> = {
  email: "email",
  sms: "sms",
  sqs: "sqs",
  https: "https",
};
const STATE_PICTURES: Record<Subscription["state"], Control> = {
  confirmed: "check",
  pending: "calendar",
  ended: "close",
  unfinished: "retry",
};

export interface CardParts {
  app: App;
  api: UnitApi;
  one: Subscription;
  /** Told in words what was done; the list is then asked for anew. */
  changed: (words: string) => void;
}

export function subscriptionCard(parts: CardParts): HTMLElement {
  const { app, one } = parts;
  const place = h("div", { class: "subscription-acts" });
  const choices = (): void => fill(place, actsOf(parts, place, choices));
  choices();
  return h(
    "li",
    { class: `subscription is-${one.state}`, "data-id": one.id },
    h(
      "p",
      { class: "subscription-head" },
      officerIcon(CARRIER_PICTURES[one.carrier]),
      h("span", { class: "for-readers" }, `${o(`carrier.${one.carrier}`)}: `),
      h("span", { class: "subscription-address", translate: "no" }, one.endpoint),
    ),
    one.label && h("p", {}, one.label),
    h("p", { class: "state-badge" }, icon(STATE_PICTURES[one.state]), h("span", {}, o(`state.${one.state}`))),
    h("p", { class: "hint" }, o(`stateHint.${one.state}`)),
    factsOf(app, one),
    place,
  );
}

function factsOf(app: App, one: Subscription): HTMLElement {
  const { categories, priorities, events, below, created_at, created_by } = one;
  const some = (words: string[]): Child => (words.length ? join(words) : o("subscription.all"));
  const [role = "", unit = ""] = created_by.split("@");
  const facts: [OfficerKey, Child][] = [
    ["subscription.priorities", some(priorities.map((slug) => wordsFor("priority", slug)))],
    ["subscription.events", some(events.map((slug) => wordsFor("event", slug)))],
    ["subscription.categories", some(categories.map((slug) => nameOf(categoryOf(app, slug), slug)))],
    ["subscription.units", o(below ? "subscription.withBelow" : "subscription.withoutBelow")],
    ["subscription.since", `${exactly(created_at)} (${wordsFor("role", role)}, ${unit})`],
  ];
  return h(
    "dl",
    { class: "facts" },
    facts.map(([name, value]) => h("div", {}, h("dt", {}, o(name)), h("dd", {}, value))),
  );
}

function actsOf(parts: CardParts, place: HTMLElement, choices: () => void): HTMLElement {
  const { app, api, one, changed } = parts;
  const fault = h("p", { class: "fault", role: "alert" });
  const again = async (): Promise<void> => {
    const { carrier, endpoint, label, below, categories, priorities, events } = one;
    try {
      await api.subscribe({ carrier, endpoint, label, below, categories, priorities, events });
      changed(o("subscription.askedAgain"));
    } catch (error) {
      fill(fault, icon("warning"), refusalWords(error));
    }
  };
  const button = (key: OfficerKey, click: () => void): HTMLElement =>
    h("button", { type: "button", class: "button", on: { click } }, o(key));
  const open = (form: HTMLElement): void => {
    fill(place, form);
    form.querySelector<HTMLElement>("input, button")?.focus();
  };
  const standing = one.state === "confirmed" || one.state === "pending";
  return h(
    "div",
    {},
    h(
      "div",
      { class: "buttons" },
      standing
        ? button("subscription.change", () => open(changeForm(app, api, one, changed, choices)))
        : button("subscription.askAgain", () => void again()),
      button("subscription.end", () => open(endForm(api, one, changed, choices))),
    ),
    fault,
  );
}

function changeForm(
  app: App,
  api: UnitApi,
  one: Subscription,
  changed: (words: string) => void,
  cancel: () => void,
): HTMLElement {
  const filter = filterFields(app, one);
  const save = async (): Promise<void> => {
    filter.clear();
    await api.refilter(one.id, filter.value());
    changed(o("subscription.changed"));
  };
  return twoStepForm("subscription.change", filter.element, save, cancel, (error, fault) => {
    const found = isPending(error) ? [] : hindrances(error, one.carrier, 1);
    for (const { field, key } of found) filter.say(field, o(key));
    if (found.length === 0) fill(fault, icon("warning"), whyUnchanged(error));
  });
}

function endForm(
  api: UnitApi,
  one: Subscription,
  changed: (words: string) => void,
  cancel: () => void,
): HTMLElement {
  const end = async (): Promise<void> => {
    await api.unsubscribe(one.id);
    changed(o("subscription.endedNow", { address: one.endpoint }));
  };
  const words = h("p", {}, o("subscription.endHint", { address: one.endpoint }));
  return twoStepForm("subscription.end", words, end, cancel, (error, fault) => {
    fill(fault, icon("warning"), whyUnchanged(error));
  });
}

const whyUnchanged = (error: unknown): string =>
  isPending(error) ? o("wrong.pending") : refusalWords(error);

function twoStepForm(
  title: OfficerKey,
  content: HTMLElement,
  act: () => Promise<void>,
  cancel: () => void,
  refused: (error: unknown, fault: HTMLElement) => void,
): HTMLElement {
  const fault = h("p", { class: "fault", role: "alert" });
  const confirm = h(
    "button",
    { type: "submit", class: "button is-primary" },
    icon("check"),
    o("move.confirm"),
  );
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    fill(fault);
    confirm.disabled = true;
    try {
      await act();
    } catch (error) {
      refused(error, fault);
    } finally {
      confirm.disabled = false;
    }
  };
  return h(
    "form",
    { class: "act-form", novalidate: true, on: { submit: (event) => void submit(event) } },
    h("h3", {}, o(title)),
    content,
    fault,
    h(
      "div",
      { class: "buttons" },
      confirm,
      h("button", { type: "button", class: "button", on: { click: cancel } }, o("move.cancel")),
    ),
  );
}
