// Builds elements in one readable expression, so that no view needs a framework or a string of HTML.

export type Child = Node | string | number | false | null | undefined | Child[];

type Handlers = { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };
type Attribute = string | number | boolean | null | undefined;

export interface Props {
  on?: Handlers;
  /** CSS custom properties, set through the object model so that no inline style is written. */
  vars?: Record<`--${string}`, string | number>;
  [attribute: string]: Attribute | Handlers | Record<string, string | number>;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") listen(element, value as Handlers);
    else if (name === "vars") setVars(element, value as Record<string, string>);
    else setAttribute(element, name, value as Attribute);
  }
  append(element, children);
  return element;
}

/** Replaces all that `parent` holds. */
export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  append(parent, children);
}

export function append(parent: Element, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, child);
    else parent.append(typeof child === "number" ? String(child) : child);
  }
}

let lastId = 0;

/** A document-unique id, to tie labels and hints to their fields. */
export function uniqueId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

function listen(element: HTMLElement, handlers: Handlers): void {
  for (const [event, handler] of Object.entries(handlers)) {
    element.addEventListener(event, handler as EventListener);
  }
}

function setVars(element: HTMLElement, vars: Record<string, string | number>): void {
  for (const [name, value] of Object.entries(vars)) element.style.setProperty(name, String(value));
}

function setAttribute(element: Element, name: string, value: Attribute): void {
  if (value === false || value === null || value === undefined) return;
  element.setAttribute(name, value === true ? "" : String(value));
}
