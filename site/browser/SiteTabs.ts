const KEY = "site-tabs";

/** Alternatives beside each other, of which one is shown: the same on all pages, as long as they have it. */
export class SiteTabs extends HTMLElement {
  connectedCallback(): void {
    const tabs = this.#tabs();
    for (const tab of tabs) {
      tab.addEventListener("click", () => choose(this.dataset.group ?? "", labelOf(tab), tab));
      tab.addEventListener("keydown", (event) => this.#move(event));
    }
    const known = read()[this.dataset.group ?? ""];
    if (known !== undefined) this.show(known);
  }

  /** Shows the alternative of a label, if there is one. */
  show(label: string): void {
    const tabs = this.#tabs();
    if (!tabs.some((tab) => labelOf(tab) === label)) return;
    for (const tab of tabs) {
      const isChosen = labelOf(tab) === label;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !isChosen;
    }
  }

  #tabs(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(":scope > [role=tablist] > [role=tab]")];
  }

  #move(event: KeyboardEvent): void {
    const tabs = this.#tabs();
    const from = tabs.indexOf(event.currentTarget as HTMLElement);
    const targets: Record<string, number> = {
      ArrowLeft: from - 1,
      ArrowRight: from + 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const to = targets[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs.at(to % tabs.length);
    tab?.focus();
    tab?.click();
  }
}

function labelOf(tab: HTMLElement): string {
  return tab.textContent?.trim() ?? "";
}

/** Chooses a label everywhere, and leaves what was clicked where it is on the screen. */
function choose(group: string, label: string, clicked: HTMLElement): void {
  const before = clicked.getBoundingClientRect().top;
  for (const tabs of document.querySelectorAll<SiteTabs>(`site-tabs[data-group="${group}"]`)) tabs.show(label);
  window.scrollBy({ top: clicked.getBoundingClientRect().top - before, behavior: "instant" });
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [group]: label }));
  } catch {
    // Where nothing is kept, the choice is for this page.
  }
}

function read(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
}
