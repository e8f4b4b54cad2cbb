// Subscribes an address to a unit's alerts: how it is reached, and what it hears.
import type { App } from "../../../app";
import { fill, h, uniqueId } from "../../../dom";
import { icon } from "../../../icons";
import { hindrances } from "../../model/subscription";
import { refusalWords } from "../../../refusals";
import type { UnitApi } from "../../unit-api";
import { CARRIERS, type Carrier, type Subscription } from "../../unit-types";
import { o } from "../../words";
import { choice } from "../choice";
import { filterFields } from "./filter-fields";

const KEYBOARDS: Record<Carrier, string> = { email: "email", sms: "tel", sqs: "text", https: "url" };

export interface FormParts {
  app: App;
  api: UnitApi;
  /** How many more subscriptions the garrison may have. */
  left: number;
  added: (one: Subscription) => void;
  cancel: () => void;
}

export function subscriptionForm({ app, api, left, added, cancel }: FormParts): HTMLElement {
  const address = addressFields();
  const filter = filterFields(app);
  const fault = h("p", { class: "fault", role: "alert" });
  const confirm = h(
    "button",
    { type: "submit", class: "button is-primary" },
    icon("check"),
    o("subscription.save"),
  );
  const refused = (error: unknown): void => {
    const found = hindrances(error, address.carrier(), left);
    for (const { field, key } of found) {
      if (field === "endpoint") address.say(o(key));
      else filter.say(field, o(key));
    }
    if (found.length === 0) fill(fault, icon("warning"), refusalWords(error));
  };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    [address, filter].forEach((part) => part.clear());
    fill(fault);
    const endpoint = address.endpoint();
    if (!endpoint) {
      address.say(o(`wrong.${address.carrier()}`));
      return;
    }
    confirm.disabled = true;
    try {
      added(await api.subscribe({ carrier: address.carrier(), endpoint, ...filter.value() }));
    } catch (error) {
      refused(error);
    } finally {
      confirm.disabled = false;
    }
  };
  return h(
    "form",
    { class: "act-form", novalidate: true, on: { submit: (event) => void submit(event) } },
    h("h3", {}, o("subscription.add")),
    address.element,
    filter.element,
    fault,
    h(
      "div",
      { class: "buttons" },
      confirm,
      h("button", { type: "button", class: "button", on: { click: cancel } }, o("move.cancel")),
    ),
  );
}

function addressFields() {
  const [hint, fault] = [uniqueId("hint"), h("p", { class: "fault", id: uniqueId("fault"), role: "alert" })];
  const carrier = choice(
    o("subscription.carrier"),
    CARRIERS.map((slug) => [slug, o(`carrier.${slug}`)]),
  );
  const chosen = (): Carrier => carrier.select.value as Carrier;
  const words = h("p", { class: "hint", id: hint });
  const input = h("input", {
    id: uniqueId("endpoint"),
    type: "text",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": `${fault.id} ${hint}`,
  });
  const label = h("label", { class: "filter-title", for: input.id });
  const draw = (): void => {
    input.inputMode = KEYBOARDS[chosen()];
    words.textContent = o(`carrierHint.${chosen()}`);
    label.textContent = o(`carrierAddress.${chosen()}`);
  };
  carrier.select.addEventListener("change", draw);
  draw();
  return {
    element: h(
      "div",
      { class: "filter-fields" },
      carrier.element,
      h("div", { class: "field" }, label, input, fault, words),
    ),
    carrier: chosen,
    endpoint: () => input.value.trim(),
    say(said: string): void {
      fill(fault, icon("warning"), said);
      input.setAttribute("aria-invalid", "true");
      input.focus();
    },
    clear(): void {
      fill(fault);
      input.removeAttribute("aria-invalid");
    },
  };
}
