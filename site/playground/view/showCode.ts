import type { CallDescription } from "../code/CallDescription.ts";
import { makeCurl } from "../code/makeCurl.ts";
import { makeTypeScript } from "../code/makeTypeScript.ts";
import { copyButton } from "./copyButton.ts";
import { element, uniqueId } from "./element.ts";

const FORMS: readonly (readonly [name: string, make: (call: CallDescription) => string])[] = [
  ["Function", (call) => makeTypeScript(call, "function")],
  ["Class", (call) => makeTypeScript(call, "class")],
  ["curl", makeCurl],
];

/** The code of a call, which is made anew whenever the form changes. */
export interface CodeView {
  readonly root: HTMLElement;
  update(call: CallDescription): void;
}

/** Shows the code of a call, in one of its forms at a time. */
export function showCode(): CodeView {
  const panelId = uniqueId();
  const code = element("code");
  let call: CallDescription | undefined;
  let chosen = 0;
  const show = (): void => {
    code.textContent = call ? (FORMS[chosen]?.[1](call) ?? "") : "";
    for (const [index, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      if (index === chosen) panel.setAttribute("aria-labelledby", tab.id);
    }
  };
  const tabs = FORMS.map(([name], index) => {
    const choose = (): void => {
      chosen = index;
      show();
    };
    return element(
      "button",
      { type: "button", role: "tab", id: uniqueId(), "aria-controls": panelId, onclick: choose },
      name,
    );
  });
  const list = element("div", { role: "tablist", "aria-label": "Form of the code", class: "pg-tabs" }, ...tabs);
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(chosen + step + tabs.length) % tabs.length];
    next?.click();
    next?.focus();
  });
  const panel = element("div", { role: "tabpanel", id: panelId }, element("pre", { tabindex: 0 }, code));
  show();
  return {
    root: element(
      "div",
      { class: "pg-code" },
      list,
      panel,
      copyButton("Copy the code", () => code.textContent ?? ""),
    ),
    update(next) {
      call = next;
      show();
    },
  };
}
