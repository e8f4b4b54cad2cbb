// Gives the focus a place to go when what held it is drawn away, so that no keyboard starts over at the page's top.

export const focusTitle = (): void =>
  document.querySelector<HTMLElement>(".panel-title")?.focus({ preventScroll: true });

/** Whether the focus is in `place`, or lost: a button that is disabled while it is asked loses it. */
export const holdsFocus = (place: Element): boolean =>
  document.activeElement === document.body || place.contains(document.activeElement);
