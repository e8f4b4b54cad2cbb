// Listens for single keys, wherever the focus is but in a field where people write.

/** Calls the act of a key, until the returned function is called. */
export function onKeys(acts: Readonly<Record<string, () => void>>): () => void {
  const listen = (event: KeyboardEvent): void => {
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
    event.preventDefault();
    act();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
