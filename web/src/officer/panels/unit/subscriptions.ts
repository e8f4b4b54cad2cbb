// Who hears the alerts of a unit, and how often: for its coordinators.
import type { Panel } from "../../../app";
import { fill, h } from "../../../dom";
import { icon } from "../../../icons";
import { emptiness, loadInto } from "../../../shell/states";
import type { Desk } from "../../desk";
import type { UnitApi } from "../../unit-api";
import type { SubscriptionList } from "../../unit-types";
import { o } from "../../words";
import { digestFields } from "./digest";
import { subscriptionCard } from "./subscription-card";
import { subscriptionForm } from "./subscription-form";
import { unitPage, whyNot } from "./unit-page";

export const subscriptionsPage = (desk: Desk): Panel =>
  unitPage(desk, "subscriptions", (api) => {
    const place = h("div", {});
    const load = (): void =>
      void loadInto(
        place,
        () => api.subscriptions(),
        (found) => contentOf(desk, api, found, load),
        whyNot,
      );
    load();
    return place;
  });

function contentOf(desk: Desk, api: UnitApi, found: SubscriptionList, load: () => void): HTMLElement {
  const { app } = desk;
  const { unit, subscriptions, left } = found;
  const changed = (words: string): void => {
    app.announce(words);
    load();
  };
  return h(
    "article",
    { class: "unit-page" },
    h("h2", { lang: "pl" }, `${unit.name} (${unit.code})`),
    digestFields(desk, api),
    h("h2", {}, o("subscription.title")),
    subscriptions.length === 0 && emptiness(o("subscription.none"), o("subscription.noneHint")),
    h(
      "ul",
      { class: "subscriptions" },
      subscriptions.map((one) => subscriptionCard({ app, api, one, changed })),
    ),
    addPlace(desk, api, left, changed),
    h("p", { class: "hint" }, o("subscription.left", { count: left })),
    h(
      "button",
      { type: "button", class: "button is-quiet", on: { click: load } },
      icon("retry"),
      o("desk.refresh"),
    ),
  );
}

function addPlace({ app }: Desk, api: UnitApi, left: number, changed: (words: string) => void): HTMLElement {
  const place = h("div", {});
  const offer = (): void =>
    fill(
      place,
      h(
        "button",
        { type: "button", class: "button is-primary is-wide", on: { click: open } },
        icon("plus"),
        o("subscription.add"),
      ),
    );
  const open = (): void => {
    const form = subscriptionForm({
      app,
      api,
      left,
      added: ({ state }) =>
        changed(o(state === "pending" ? "subscription.addedPending" : "subscription.added")),
      cancel: offer,
    });
    fill(place, form);
    form.querySelector("select")?.focus();
  };
  offer();
  return place;
}
