import type { BlueskyError } from "bluesky";
import { type Connection, DEV_SERVICE, KNOWN_SERVICES, logIn, logOut, toOrigin } from "../call/Connection.ts";
import { element, uniqueId } from "./element.ts";
import type { ToLink } from "./showAnswer.ts";

/** Where the server is chosen, and where one logs in. */
export interface ConnectionView {
  readonly root: HTMLElement;
  readonly current: Connection;
}

const HINT =
  "Of a network on your own machine, for instance: npm run dev -- --port 2583 starts one at http://localhost:2583, and prints whom to log in as.";

/** Shows it. Nothing is sent before somebody logs in. */
export function showConnection(changed: () => void, toLink: ToLink): ConnectionView {
  let current: Connection = { service: DEV_SERVICE, session: undefined, identifier: undefined };
  const service = makeField("Server", { type: "url", value: DEV_SERVICE, list: uniqueId(), inputmode: "url" }, HINT);
  const options = KNOWN_SERVICES.map((value) => element("option", { value }));
  const list = element("datalist", { id: service.input.getAttribute("list") ?? "" }, ...options);
  const identifier = makeField("Handle", {
    type: "text",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
  });
  const password = makeField("App password", { type: "password", autocomplete: "off" });
  const factor = makeField("Code from the e-mail", { type: "text", autocomplete: "one-time-code" });
  factor.root.hidden = true;
  const status = element("p", { role: "status", class: "pg-status" });
  const enter = element("button", { type: "submit" }, "Log in");
  const leave = element("button", { type: "button", hidden: true }, "Log out");
  const credentials = element("div", { class: "pg-columns" }, identifier.root, password.root, factor.root);
  const form = element("form", { novalidate: true, class: "pg-connection" });

  const update = (next: Connection, ...message: (Node | string)[]): void => {
    current = next;
    const isIn = next.session !== undefined;
    credentials.hidden = isIn;
    enter.hidden = isIn;
    leave.hidden = !isIn;
    const at = new URL(next.service).host;
    const who = isIn
      ? `Logged in as ${next.identifier} at ${at}.`
      : `Nobody is logged in: calls to ${at} are anonymous.`;
    status.replaceChildren(...(message.length > 0 ? message : [who]));
    changed();
  };
  const fail = (error: unknown): void => {
    const { code, message, error: name } = error as Partial<BlueskyError> & { error?: string }; // whatever was thrown
    if (name === "AuthFactorTokenRequired") factor.root.hidden = false;
    const help = code ? [" ", element("a", { href: toLink(`/errors/${code}/`) }, code)] : [];
    update(current, element("span", { class: "pg-bad" }, message ?? String(error)), ...help);
  };
  const readService = (): string | undefined => {
    try {
      const origin = toOrigin(service.input.value);
      service.show("");
      return origin;
    } catch (error) {
      service.show((error as Error).message); // what toOrigin throws
      return undefined;
    }
  };
  service.input.addEventListener("change", () => {
    const origin = readService();
    // Tokens of one server are not for another.
    if (origin && origin !== current.service) update({ service: origin, session: undefined, identifier: undefined });
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const origin = readService();
    if (!origin) return;
    identifier.show(identifier.input.value ? "" : "is required");
    password.show(password.input.value ? "" : "is required");
    if (!identifier.input.value || !password.input.value) return;
    enter.disabled = true;
    try {
      const authFactorToken = factor.input.value.trim() || undefined;
      const given = { identifier: identifier.input.value, password: password.input.value, authFactorToken };
      const next = await logIn(origin, given);
      password.input.value = "";
      factor.input.value = "";
      update(next);
      leave.focus();
    } catch (error) {
      fail(error);
    } finally {
      enter.disabled = false;
    }
  });
  leave.addEventListener("click", async () => {
    update(await logOut(current));
    identifier.input.focus();
  });
  form.append(service.root, list, credentials, element("div", { class: "pg-buttons" }, enter, leave), status);
  update(current);
  return {
    root: element("section", { "aria-label": "Server and account" }, form),
    get current() {
      return current;
    },
  };
}

interface SimpleField {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  show(message: string): void;
}

function makeField(label: string, attributes: Record<string, string>, hint?: string): SimpleField {
  const id = uniqueId();
  const error = element("p", { id: `${id}-error`, class: "pg-error", hidden: true });
  const about = hint ? element("p", { id: `${id}-hint`, class: "pg-hint" }, hint) : undefined;
  const describedBy = `${hint ? `${id}-hint ` : ""}${id}-error`;
  const input = element("input", { id, "aria-describedby": describedBy, ...attributes });
  return {
    root: element("div", { class: "pg-field" }, element("label", { for: id }, label), input, about, error),
    input,
    show(message) {
      error.textContent = message;
      error.hidden = message === "";
      input.setAttribute("aria-invalid", String(message !== ""));
    },
  };
}
