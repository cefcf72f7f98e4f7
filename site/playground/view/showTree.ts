import { element } from "./element.ts";

/** How many children of a value are shown at once. */
const PAGE = 100;

/** A value that is shown as a tree. */
export interface Tree {
  readonly root: HTMLElement;
  /** The value that is chosen in it. */
  selected(): unknown;
}

/**
 * Shows a value as a tree. Arrow keys walk through it, open and close it; what is closed is not there yet.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function showTree(value: unknown, label: string): Tree {
  const values = new WeakMap<Element, unknown>();
  const item = makeItem("", value, values);
  const root = element("ul", { role: "tree", "aria-label": label, class: "pg-tree" }, item);
  let current: HTMLElement = item;
  const focus = (next: HTMLElement | null | undefined): void => {
    if (!next) return;
    current.tabIndex = -1;
    current.setAttribute("aria-selected", "false");
    current = next;
    current.tabIndex = 0;
    current.setAttribute("aria-selected", "true");
    current.focus();
  };
  item.tabIndex = 0;
  item.setAttribute("aria-selected", "true");
  open(item, true);
  // Most answers are one list: its items are seen at once.
  const lists = Object.values(Object(value)).filter(Array.isArray);
  for (const child of item.querySelectorAll<HTMLElement>("[role=treeitem]")) {
    if (lists.length === 1 && values.get(child) === lists[0]) activate(child);
  }
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !walk(event.key, current, root, focus)) return;
    event.preventDefault();
  });
  root.addEventListener("click", ({ target }) => {
    const clicked = target instanceof Element ? target.closest<HTMLElement>("[role=treeitem]") : null;
    if (!clicked) return;
    focus(clicked);
    activate(clicked);
  });
  return { root, selected: () => values.get(current) };
}

type Openers = WeakMap<Element, () => void>;
const fillers: Openers = new WeakMap();

function makeItem(key: string, value: unknown, values: WeakMap<Element, unknown>): HTMLElement {
  const children = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const name = key === "" ? undefined : element("span", { class: "pg-key" }, `${key}: `);
  const row = element("span", { class: "pg-row" }, name, summarize(value));
  const item = element("li", { role: "treeitem", tabindex: -1, "aria-selected": "false" }, row);
  values.set(item, value);
  if (children.length > 0) {
    item.setAttribute("aria-expanded", "false");
    fillers.set(item, () => fill(item, children, values));
  }
  return item;
}

function fill(item: HTMLElement, children: [string, unknown][], values: WeakMap<Element, unknown>): void {
  const group = element("ul", { role: "group" });
  const addPage = (from: number): void => {
    const page = children.slice(from, from + PAGE);
    group.append(...page.map(([key, value]) => makeItem(key, value, values)));
    const rest = children.length - from - PAGE;
    if (rest <= 0) return;
    const more = element("li", { role: "treeitem", tabindex: -1, "aria-selected": "false" }, `${rest} more`);
    fillers.set(more, () => {
      const before = more.previousElementSibling;
      more.remove();
      addPage(from + PAGE);
      (before?.nextElementSibling as HTMLElement | null)?.click(); // where the focus goes on
    });
    group.append(more);
  };
  addPage(0);
  item.append(group);
}

function summarize(value: unknown): HTMLElement {
  if (Array.isArray(value)) return element("span", { class: "pg-count" }, `[${value.length}]`);
  if (typeof value !== "object" || value === null) {
    return element("span", { class: `pg-${value === null ? "null" : typeof value}` }, JSON.stringify(value));
  }
  const names = Object.keys(value);
  const shown = names.slice(0, 4).join(", ") + (names.length > 4 ? ", ..." : "");
  return element("span", { class: "pg-count" }, `{ ${shown} }`);
}

function open(item: HTMLElement, isOpen: boolean): void {
  if (isOpen && !item.querySelector(":scope > [role=group]")) fillers.get(item)?.();
  item.setAttribute("aria-expanded", String(isOpen));
}

/** Opens and closes what can be; shows more where there is more. */
function activate(item: HTMLElement): void {
  if (item.hasAttribute("aria-expanded")) open(item, item.getAttribute("aria-expanded") === "false");
  else fillers.get(item)?.();
}

/** Does what a key is for. @returns whether it is for anything */
function walk(
  key: string,
  current: HTMLElement,
  root: HTMLElement,
  focus: (next?: HTMLElement | null) => void,
): boolean {
  const isOpen = current.getAttribute("aria-expanded") === "true";
  const parent = current.parentElement?.closest<HTMLElement>("[role=treeitem]");
  const shown = (): HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>("[role=treeitem]")].filter(
      (item) => !item.closest("[aria-expanded=false] [role=group]"),
    );
  switch (key) {
    case "ArrowDown":
    case "ArrowUp": {
      const items = shown();
      focus(items[items.indexOf(current) + (key === "ArrowDown" ? 1 : -1)]);
      return true;
    }
    case "ArrowRight":
      if (current.getAttribute("aria-expanded") === "false") open(current, true);
      else if (isOpen) focus(current.querySelector<HTMLElement>("[role=treeitem]"));
      return true;
    case "ArrowLeft":
      if (isOpen) open(current, false);
      else focus(parent);
      return true;
    case "Home":
    case "End":
      focus(shown().at(key === "Home" ? 0 : -1));
      return true;
    case "Enter":
    case " ":
      activate(current);
      return true;
    default:
      return false;
  }
}
