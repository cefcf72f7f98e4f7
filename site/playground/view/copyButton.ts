import { element } from "./element.ts";

/** A button that copies a text, and says so. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const button = element("button", { type: "button", class: "pg-small" }, label);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "This browser does not allow it";
    }
    setTimeout(() => {
      button.textContent = label;
    }, 2_000);
  });
  return button;
}
