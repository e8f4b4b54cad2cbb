// Leads through the sign-in: password, code, and at the first time a password of one's own and a second factor.
import type { Panel } from "../../app";
import { append, fill, h, uniqueId, type Child } from "../../dom";
import { icon } from "../../icons";
import { failure, loading } from "../../shell/states";
import { PoolRefusal, type Asked, type Pool, type Step, type Tokens } from "../pool";
import { o, wordsFor, type OfficerKey } from "../words";
import { keyPicture } from "./key-picture";

export interface Door {
  /** Takes up this tab's session; answers the pool to sign in at when there is none. */
  enter(): Promise<Pool | null>;
  /** False when the account is no officer's. */
  begin(tokens: Tokens): boolean;
  /** Whether somebody was signed in here until a moment ago. */
  ended: boolean;
}

export function signInPanel(door: Door): Panel {
  const place = h("div", { class: "sign-in" });
  const come = async (): Promise<void> => {
    fill(place, loading());
    try {
      const pool = await door.enter();
      if (pool) passwordForm(pool);
    } catch (error) {
      fill(
        place,
        failure(error, () => void come()),
      );
    }
  };
  const goOn = (pool: Pool, step: Step): void => {
    if (step.kind === "signedIn") {
      if (door.begin(step.tokens)) return;
      passwordForm(pool);
      append(place, [h("p", { class: "fault", role: "alert" }, icon("warning"), o("signIn.notOfficer"))]);
    } else if (step.kind === "code") codeForm(pool, step);
    else if (step.kind === "newPassword") newPasswordForm(pool, step);
    else void enrolmentForm(pool, step);
  };
  const show = (content: HTMLElement): void => {
    fill(place, content);
    content.querySelector("input")?.focus();
  };

  const passwordForm = (pool: Pool): void => {
    const user = field("signIn.user", { type: "text", autocomplete: "username", autocapitalize: "none" });
    const password = field("signIn.password", { type: "password", autocomplete: "current-password" });
    const submit = (): Promise<Step> => pool.signIn(user.input.value.trim(), password.input.value);
    const words = h("p", { class: "lead" }, o(door.ended ? "signIn.ended" : "signIn.intro"));
    show(
      form(
        "signIn.submit",
        submit,
        (step) => goOn(pool, step),
        refusalWords,
        words,
        user,
        password,
        reveal(password.input),
      ),
    );
  };
  const codeForm = (pool: Pool, asked: Asked): void => {
    const code = codeField("signIn.code");
    const submit = (): Promise<Step> => pool.answerCode(asked, code.input.value.trim());
    show(laterForm(pool, submit, code));
  };
  const newPasswordForm = (pool: Pool, asked: Asked): void => {
    const parts = { type: "password", autocomplete: "new-password" };
    const password = field("signIn.newPassword", parts, "signIn.newPasswordHint");
    const submit = (): Promise<Step> => pool.choosePassword(asked, password.input.value);
    const words = h("p", { class: "lead" }, o("signIn.newPasswordIntro"));
    show(laterForm(pool, submit, words, password, reveal(password.input)));
  };
  const enrolmentForm = async (pool: Pool, first: Asked): Promise<void> => {
    fill(place, loading());
    try {
      const { secret, asked } = await pool.beginEnrolment(first);
      const code = codeField("signIn.enrolCode");
      const submit = (): Promise<Step> => pool.finishEnrolment(asked, code.input.value.trim());
      const words = h("p", { class: "lead" }, o("signIn.enrolIntro"));
      show(laterForm(pool, submit, words, keyPicture(first.user, secret), code));
    } catch (error) {
      const why = refused(error, laterWords, () => void enrolmentForm(pool, first));
      fill(place, h("div", { class: "fault", role: "alert" }, why), startAgain(pool));
    }
  };
  /** Every step after the password has little time, and a way back to it. */
  const laterForm = (
    pool: Pool,
    submit: () => Promise<Step>,
    ...parts: (Field | HTMLElement)[]
  ): HTMLElement =>
    form("signIn.confirm", submit, (step) => goOn(pool, step), laterWords, ...parts, startAgain(pool));
  const startAgain = (pool: Pool): HTMLElement =>
    h(
      "button",
      { type: "button", class: "button is-quiet", on: { click: () => passwordForm(pool) } },
      o("signIn.again"),
    );

  void come();
  return { title: o("signIn.title"), snap: "full", back: { name: "explore" }, content: place };
}

interface Field {
  element: HTMLElement;
  input: HTMLInputElement;
}

function field(label: OfficerKey, attributes: Record<string, string>, hint?: OfficerKey): Field {
  const hintId = uniqueId("hint");
  const input = h("input", {
    id: uniqueId("field"),
    required: true,
    spellcheck: "false",
    ...(hint && { "aria-describedby": hintId }),
    ...attributes,
  });
  const element = h(
    "div",
    { class: "field" },
    h("label", { for: input.id }, o(label)),
    input,
    hint && h("p", { class: "hint", id: hintId }, o(hint)),
  );
  return { element, input };
}

const codeField = (label: OfficerKey): Field =>
  field(
    label,
    { type: "text", inputmode: "numeric", autocomplete: "one-time-code", pattern: "\\s*\\d{6}\\s*" },
    "signIn.codeHint",
  );

function reveal(input: HTMLInputElement): HTMLElement {
  const box = h("input", { type: "checkbox" });
  box.addEventListener("change", () => (input.type = box.checked ? "text" : "password"));
  return h("label", { class: "row" }, box, o("signIn.show"));
}

/** A form that asks the pool, says beside its button what the pool refused, and else goes on. */
function form(
  label: OfficerKey,
  ask: () => Promise<Step>,
  goOn: (step: Step) => void,
  words: (refusal: PoolRefusal) => string,
  ...parts: (Field | HTMLElement)[]
): HTMLElement {
  const fault = h("div", { class: "fault", role: "alert" });
  const button = h("button", { type: "submit", class: "button is-primary is-wide" }, o(label));
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    fill(fault);
    button.disabled = true;
    try {
      goOn(await ask());
    } catch (error) {
      fill(
        fault,
        refused(error, words, () => void submit(event)),
      );
    } finally {
      button.disabled = false;
    }
  };
  const content: Child[] = parts.map((part) => (part instanceof HTMLElement ? part : part.element));
  return h("form", { class: "form", on: { submit: (event) => void submit(event) } }, content, fault, button);
}

const refused = (error: unknown, words: (refusal: PoolRefusal) => string, again: () => void): Child =>
  error instanceof PoolRefusal ? [icon("warning"), words(error)] : failure(error, again);

/** After the password the pool says "not authorised" when the time that it gives has run out. */
export const laterWords = (refusal: PoolRefusal): string =>
  refusal.code === "NotAuthorizedException" ? o("refused.late") : refusalWords(refusal);

export function refusalWords({ code }: PoolRefusal): string {
  const words = wordsFor("refused", code);
  return words === code ? o("refused.other", { code }) : words;
}
