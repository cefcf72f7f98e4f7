import { namespaceOf, type OperationSummary } from "../lexicons/Collected.ts";
import { element, uniqueId } from "./element.ts";

/** Where an operation is chosen. */
export interface Chooser {
  readonly root: HTMLElement;
  /** Marks the operation that is shown. */
  mark(nsid: string | undefined): void;
}

/** Shows all operations by namespace, and those that a search finds. Each is a link: `#app.bsky.feed.getTimeline`. */
export function showChooser(operations: readonly OperationSummary[]): Chooser {
  const id = uniqueId();
  const input = element("input", {
    id,
    type: "search",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
  });
  const count = element("p", { role: "status", class: "pg-hint" });
  const all = element("details", { open: true }, element("summary", {}, "By namespace"), showNamespaces(operations));
  const found = element("ul", { class: "pg-found", hidden: true });
  const toItem = (operation: OperationSummary): HTMLElement =>
    element("li", {}, showLink(operation), " ", element("span", { class: "pg-hint" }, operation.title));
  let marked: string | undefined;

  const search = (): void => {
    const words = input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const matches = words.length > 0 ? rank(operations, words) : [];
    all.hidden = words.length > 0;
    found.hidden = words.length === 0;
    found.replaceChildren(...matches.slice(0, 40).map(toItem));
    const shown = matches.length > 40 ? ", of which the first 40 are shown" : "";
    count.textContent = words.length === 0 ? `${operations.length} operations` : `${matches.length} found${shown}`;
    mark(marked);
  };
  const mark = (nsid: string | undefined): void => {
    if (nsid !== undefined && nsid !== marked && root.clientWidth === root.parentElement?.clientWidth) {
      // On a phone the operation stands below: what was chosen from makes room.
      all.open = false;
      input.value = "";
      marked = nsid;
      search();
    }
    marked = nsid;
    for (const link of root.querySelectorAll("a[href^='#']")) {
      if (link.getAttribute("href") === `#${nsid}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    const first = found.querySelector("a");
    if (event.key === "Enter" && !found.hidden && first) first.click();
  });
  const root = element(
    "search",
    { class: "pg-chooser" },
    element("div", { class: "pg-field" }, element("label", { for: id }, "Search operations"), input),
    count,
    found,
    all,
  );
  search();
  return { root, mark };
}

function showNamespaces(operations: readonly OperationSummary[]): HTMLElement {
  const groups = Map.groupBy(operations, ({ nsid }) => namespaceOf(nsid));
  const parts = [...groups].map(([name, members]) => {
    const list = element("ul", {}, ...members.map((operation) => element("li", {}, showLink(operation))));
    return element("details", {}, element("summary", {}, `${name} (${members.length})`), list);
  });
  return element("div", { class: "pg-namespaces" }, ...parts);
}

function showLink({ nsid }: OperationSummary): HTMLAnchorElement {
  return element("a", { href: `#${nsid}` }, nsid);
}

/** What has all words, those with them in their names first. */
function rank(operations: readonly OperationSummary[], words: readonly string[]): OperationSummary[] {
  const score = ({ nsid, title }: OperationSummary): number => {
    const name = nsid.slice(nsid.lastIndexOf(".") + 1).toLowerCase();
    const [id, text] = [nsid.toLowerCase(), title.toLowerCase()];
    if (words.every((word) => name.startsWith(word))) return 4;
    if (words.every((word) => name.includes(word))) return 3;
    if (words.every((word) => id.includes(word))) return 2;
    return words.every((word) => id.includes(word) || text.includes(word)) ? 1 : 0;
  };
  return operations
    .map((operation) => [score(operation), operation] as const)
    .filter(([points]) => points > 0)
    .toSorted(([a], [b]) => b - a)
    .map(([, operation]) => operation);
}
