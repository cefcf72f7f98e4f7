import type { BlueskyError } from "bluesky";
import type { Answer, AnswerBody } from "../call/callOperation.ts";
import { copyButton } from "./copyButton.ts";
import { element } from "./element.ts";
import { showTree } from "./showTree.ts";

/** Links of the site: the page of an error, for instance. */
export type ToLink = (path: string) => string;

const RATE_LIMIT_HEADERS = [
  "ratelimit-limit",
  "ratelimit-remaining",
  "ratelimit-reset",
  "ratelimit-policy",
  "retry-after",
];

/** Shows what came of a call: its status, how long it took, limits, the error, and the body. */
export function showAnswer({ elapsed, response, body, error }: Answer, toLink: ToLink): HTMLElement[] {
  const took = `${Math.round(elapsed)} ms`;
  const status = response ? `${response.status} ${response.statusText}`.trim() : "No answer";
  return [
    element(
      "p",
      { class: error === undefined ? "pg-status pg-good" : "pg-status pg-bad" },
      element("strong", {}, status),
      ` in ${took}`,
    ),
    ...(error === undefined ? [] : [showError(error, toLink)]),
    ...(response ? showLimits(response.headers) : []),
    ...(body ? showBody(body) : error === undefined ? [element("p", {}, "The answer has no body.")] : []),
  ];
}

function showError(error: unknown, toLink: ToLink): HTMLElement {
  const known = error as Partial<BlueskyError> & { readonly error?: unknown }; // whatever was thrown: looked at below
  const { code } = known;
  const parts = [
    typeof known.error === "string"
      ? element("p", {}, "The server says ", element("code", {}, known.error), ".")
      : undefined,
    element("p", {}, error instanceof Error ? error.message : String(error)),
    code === undefined
      ? undefined
      : element(
          "p",
          {},
          "Code ",
          element("code", {}, code),
          ": ",
          element("a", { href: toLink(`/errors/${code}/`) }, "what it means, and what to do"),
        ),
    code === "network_error"
      ? element(
          "p",
          {},
          "Browsers do not say why. Is the server up, and does it allow requests of other origins (CORS)?",
        )
      : undefined,
  ];
  return element("div", { class: "pg-failure" }, ...parts);
}

function showLimits(headers: Headers): HTMLElement[] {
  const found = RATE_LIMIT_HEADERS.flatMap((name) => {
    const value = headers.get(name);
    if (value === null) return [];
    const time = name === "ratelimit-reset" ? ` (${new Date(Number(value) * 1_000).toLocaleTimeString()})` : "";
    return [element("dt", {}, name), element("dd", {}, value + time)];
  });
  return found.length > 0 ? [element("dl", { class: "pg-headers" }, ...found)] : [];
}

function showBody(body: AnswerBody): HTMLElement[] {
  if (body.kind === "text") return [element("pre", { tabindex: 0, class: "pg-text" }, body.text)];
  if (body.kind === "file") return [showDownload(body.blob)];
  const tree = showTree(body.value, "The answer");
  const toJson = (value: unknown): string => JSON.stringify(value, null, 2);
  const copyAll = copyButton("Copy as JSON", () => toJson(body.value));
  const copyPart = copyButton("Copy what is chosen", () => toJson(tree.selected()));
  return [element("div", { class: "pg-buttons" }, copyAll, copyPart), tree.root];
}

function showDownload(blob: Blob): HTMLElement {
  const url = URL.createObjectURL(blob);
  const link = element("a", { href: url, download: "answer" }, "Save it");
  return element("p", {}, `${blob.size.toLocaleString("en")} bytes of ${blob.type || "an unknown type"}. `, link);
}
