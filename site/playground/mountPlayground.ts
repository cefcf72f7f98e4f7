import { index, namespaces } from "playground:index";
import { namespaceOf } from "./lexicons/Collected.ts";
import type { Namespace } from "./lexicons/Namespace.ts";
import { element } from "./view/element.ts";
import type { ToLink } from "./view/showAnswer.ts";
import { showChooser } from "./view/showChooser.ts";
import { showConnection } from "./view/showConnection.ts";
import { type OperationView, showOperation } from "./view/showOperation.ts";

/**
 * Puts the playground into an element: a server is chosen, and any operation called. Which one is shown stands in the URL,
 * behind `#`. Nothing is sent to any server before somebody logs in or calls. Links to other pages of the site begin with the element's
 * `data-base`, if it has one.
 */
export function mountPlayground(root: HTMLElement): void {
  const base = (root.dataset.base ?? "").replace(/\/$/, "");
  const toLink: ToLink = (path) => base + path;
  const place = element("div", { class: "pg-operation" });
  let shown: OperationView | undefined;
  const connection = showConnection(() => shown?.update(), toLink);
  const chooser = showChooser(index.operations);

  let moves = 0;
  const show = async (isMoved: boolean): Promise<void> => {
    const move = ++moves;
    const nsid = location.hash.slice(1);
    const isKnown = index.operations.some((operation) => operation.nsid === nsid);
    chooser.mark(isKnown ? nsid : undefined);
    shown = undefined;
    if (!isKnown) {
      place.replaceChildren(element("p", {}, nsid ? `There is no operation ${nsid}.` : "Choose an operation."));
      return;
    }
    place.replaceChildren(element("p", {}, `Loading ${namespaceOf(nsid)}.`));
    try {
      const namespace = await load(namespaceOf(nsid));
      if (move !== moves) return; // another was chosen meanwhile
      shown = showOperation(nsid, namespace, {
        records: index.records,
        toLink,
        load,
        connection: () => connection.current,
      });
      place.replaceChildren(shown.root);
      // Who has followed a link wants to be where it leads; who has opened the page, at its beginning.
      if (isMoved) place.querySelector<HTMLElement>(".pg-title")?.focus();
    } catch (error) {
      place.replaceChildren(element("p", { role: "alert", class: "pg-bad" }, `It could not be loaded: ${error}`));
    }
  };
  addEventListener("hashchange", () => void show(true));
  // `not-content`: the theme's styles for prose are not for forms.
  root.classList.add("playground", "not-content");
  root.replaceChildren(connection.root, element("div", { class: "pg-main" }, chooser.root, place));
  void show(false);
}

async function load(name: string): Promise<Namespace> {
  const loading = namespaces[name];
  if (!loading) throw new Error(`There is no namespace ${name}.`);
  return loading();
}
