/** What of Pagefind's module is used. It is made by the build, beside the pages. */
interface Pagefind {
  options(options: { baseUrl: string; ranking: typeof RANKING }): Promise<void>;
  debouncedSearch(query: string, options: object, wait: number): Promise<{ results: readonly Found[] } | null>;
}

interface Found {
  readonly score: number;
  data(): Promise<{ url: string; excerpt: string; meta: { title?: string; kind?: string; about?: string } }>;
}

/** How many are shown. */
const MOST = 30;
const WAIT_MS = 120;
/** What part of a score makes another one the same. */
const ALIKE = 0.97;

/** A find of a whole name counts more than many finds in a long text, and titles as much as each page says. */
const RANKING = {
  termSimilarity: 8,
  pageLength: 0.1,
  termSaturation: 1.5,
  termFrequency: 0.4,
  metaWeights: { title: 1, kind: 0, about: 0.2 },
};

/** A button that opens a dialog for searching. The index comes from the site itself, in pieces, once somebody types. */
export class SiteSearch extends HTMLElement {
  #loading: Promise<Pagefind> | undefined;

  connectedCallback(): void {
    const [dialog, input, list] = [this.querySelector("dialog"), this.querySelector("input"), this.querySelector("ol")];
    const open = this.querySelector<HTMLButtonElement>("[data-open]");
    if (!dialog || !input || !list || !open) return;
    const show = (): void => {
      if (!dialog.open) dialog.showModal();
      input.select();
      void this.#load();
    };
    open.disabled = false;
    open.addEventListener("click", show);
    this.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      // The frame fills the dialog: what is clicked beside it is outside.
      if (event.target === dialog) dialog.close();
    });
    window.addEventListener("keydown", (event) => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (dialog.open) dialog.close();
      else show();
    });
    input.addEventListener("input", () => void this.#search(input.value, list));
    dialog.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement as HTMLAnchorElement);
      if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
      else if (event.key === "ArrowUp") (at <= 0 ? input : links[at - 1])?.focus();
      else if (event.key === "Enter" && document.activeElement === input) links[0]?.click();
      else return;
      event.preventDefault();
    });
  }

  #load(): Promise<Pagefind> {
    const base = this.dataset.base?.replace(/\/?$/, "/") ?? "/";
    this.#loading ??= import(`${base}pagefind/pagefind.js`).then(async (module: Pagefind) => {
      // A find of a whole name counts more than many finds in a long text.
      await module.options({ baseUrl: base, ranking: RANKING });
      return module;
    });
    return this.#loading;
  }

  async #search(query: string, list: HTMLOListElement): Promise<void> {
    const status = this.querySelector("[role=status]");
    const say = (text: string): void => {
      if (status) status.textContent = text;
    };
    if (query.trim() === "") {
      list.replaceChildren();
      return say("");
    }
    try {
      const pagefind = await this.#load();
      const found = await pagefind.debouncedSearch(query, {}, WAIT_MS);
      if (found === null) return; // Something else has been typed since.
      const shown = found.results.slice(0, MOST);
      const data = await Promise.all(shown.map(async (result) => ({ score: result.score, ...(await result.data()) })));
      list.replaceChildren(...orderEqual(data).map(itemOf));
      const { length } = found.results;
      say(length === 0 ? `Nothing has "${query}".` : `${length} ${length === 1 ? "page" : "pages"}`);
    } catch (error) {
      say(`Searching failed: ${error}`);
    }
  }
}

type Data = Awaited<ReturnType<Found["data"]>>;

/** Pages that are found alike, in the order of their titles: how long their texts are says nothing. */
function orderEqual(data: readonly (Data & { readonly score: number })[]): Data[] {
  const groups: (Data & { readonly score: number })[][] = [];
  for (const one of data) {
    const group = groups.at(-1);
    if (group?.[0] && one.score > group[0].score * ALIKE) group.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((group) => group.sort((a, b) => ((a.meta.title ?? "") < (b.meta.title ?? "") ? -1 : 1)));
}

function itemOf({ url, excerpt, meta }: Data): HTMLLIElement {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  const title = document.createElement("strong");
  title.textContent = meta.title ?? url;
  const kind = document.createElement("small");
  kind.textContent = meta.kind ?? "";
  const about = document.createElement("span");
  // An excerpt is HTML that Pagefind has made of the text of a page: marks, and nothing else.
  if (/^(?:Guide|Error code|Document)$/.test(meta.kind ?? "")) about.innerHTML = excerpt;
  else about.textContent = meta.about ?? "";
  link.append(title, kind, about);
  item.append(link);
  return item;
}
