// Step 3: optional details, which help officers come at the right time.
import { categoryOf, type App, type Panel } from "../../app";
import { fill, h, uniqueId } from "../../dom";
import { t, weekdayName } from "../../i18n";
import { DESCRIPTION_LIMIT, detailFaults, PARTS_OF_DAY, WEEKDAYS, type Draft } from "../../model/draft";
import { stepPanel } from "./frame";

export function detailsStep(app: App): Panel {
  const category = categoryOf(app, app.store.get().draft.category);
  const required = category?.description_required ?? false;
  const change = (patch: Partial<Draft>): void => {
    app.store.set({ draft: { ...app.store.get().draft, ...patch } });
  };
  const description = descriptionField(app, required, change);
  const when = whenField(app, change);
  return stepPanel({
    app,
    step: "details",
    snap: "full",
    check: () => {
      const faults = detailFaults(app.store.get().draft, category, new Date());
      const text = faults.includes("missing")
        ? t("details.missing")
        : faults.includes("tooLong")
          ? t("details.tooLong", { limit: DESCRIPTION_LIMIT })
          : null;
      const date = faults.includes("future") ? t("details.future") : null;
      when.blame(date);
      description.blame(text);
      return text ?? date;
    },
    content: [
      h("p", { class: "lead" }, t(required ? "details.introRequired" : "details.intro")),
      description.element,
      when.element,
      partsOfDay(app, change),
      weekdays(app, change),
    ],
  });
}

type Change = (patch: Partial<Draft>) => void;

interface Field {
  element: HTMLElement;
  /** Says beside the field what is wrong with it, and leads there. */
  blame(wrong: string | null): void;
}

function descriptionField(app: App, required: boolean, change: Change): Field {
  const [hint, left] = [uniqueId("hint"), uniqueId("left")];
  const counter = h("span", { class: "counter", id: left });
  const text = h("textarea", {
    id: uniqueId("description"),
    rows: 5,
    required,
    on: {
      input: () => {
        change({ description: text.value });
        count();
      },
    },
  });
  const count = (): void => {
    const rest = DESCRIPTION_LIMIT - text.value.trim().length;
    counter.textContent =
      rest < 0 ? t("details.tooLong", { limit: DESCRIPTION_LIMIT }) : t("details.left", { count: rest });
    counter.classList.toggle("is-over", rest < 0);
  };
  text.value = app.store.get().draft.description;
  count();
  return field(
    text,
    t("details.description"),
    required,
    [hint, left],
    [
      h(
        "div",
        { class: "field-foot" },
        h("span", { class: "hint", id: hint }, t("details.descriptionHint")),
        counter,
      ),
    ],
  );
}

function whenField(app: App, change: Change): Field {
  const input = h("input", {
    id: uniqueId("when"),
    type: "datetime-local",
    max: localNow(),
    value: app.store.get().draft.occurredAt,
    on: { input: () => change({ occurredAt: input.value }) },
  });
  return field(input, t("details.occurredAt"), false, [], []);
}

function field(
  control: HTMLInputElement | HTMLTextAreaElement,
  label: string,
  required: boolean,
  described: string[],
  below: HTMLElement[],
): Field {
  const fault = h("p", { class: "fault", id: uniqueId("fault") });
  control.setAttribute("aria-describedby", [...described, fault.id].join(" "));
  const blame = (wrong: string | null): void => {
    fill(fault, wrong);
    control.setAttribute("aria-invalid", String(Boolean(wrong)));
    if (wrong) control.focus();
  };
  control.addEventListener("input", () => blame(null));
  const tag = h("span", { class: "tag" }, t(required ? "details.required" : "details.optional"));
  return {
    element: h(
      "div",
      { class: "field" },
      h("label", { for: control.id }, label, " ", tag),
      control,
      fault,
      below,
    ),
    blame,
  };
}

const partsOfDay = (app: App, change: Change): HTMLElement =>
  h(
    "fieldset",
    { class: "field" },
    h("legend", {}, t("details.partOfDay")),
    h(
      "div",
      { class: "chips" },
      PARTS_OF_DAY.map((part) =>
        choice(t(`part.${part}`), app.store.get().draft.partOfDay === part, (on, box) => {
          for (const other of box.closest("fieldset")?.querySelectorAll("input") ?? []) {
            if (other !== box) other.checked = false;
          }
          change({ partOfDay: on ? part : null });
        }),
      ),
    ),
  );

const weekdays = (app: App, change: Change): HTMLElement =>
  h(
    "fieldset",
    { class: "field" },
    h("legend", {}, t("details.weekdays")),
    h(
      "div",
      { class: "chips is-week" },
      WEEKDAYS.map((day, index) =>
        choice(
          weekdayName(index, "short"),
          app.store.get().draft.weekdays.includes(day),
          (on) => {
            const others = app.store.get().draft.weekdays.filter((other) => other !== day);
            change({ weekdays: on ? [...others, day] : others });
          },
          weekdayName(index, "long"),
        ),
      ),
    ),
  );

function choice(
  label: string,
  checked: boolean,
  change: (on: boolean, box: HTMLInputElement) => void,
  spoken = label,
): HTMLElement {
  const box = h("input", { type: "checkbox", checked, on: { change: () => change(box.checked, box) } });
  return h(
    "label",
    { class: "chip is-choice" },
    box,
    h("span", { "aria-hidden": spoken !== label }, label),
    spoken !== label && h("span", { class: "for-readers" }, spoken),
  );
}

function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
