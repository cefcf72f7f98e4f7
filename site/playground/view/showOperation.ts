import type { Connection } from "../call/Connection.ts";
import { callOperation } from "../call/callOperation.ts";
import { type LexiconSource, type PreparedOperation, prepareOperation } from "../call/prepareOperation.ts";
import type { CallDescription } from "../code/CallDescription.ts";
import type { FormNode } from "../form/FormNode.ts";
import { placeIssues } from "../form/placeIssues.ts";
import { type FieldIssue, readForm } from "../form/readForm.ts";
import type { CollectedOperation } from "../lexicons/Collected.ts";
import type { Namespace } from "../lexicons/Namespace.ts";
import { element, uniqueId } from "./element.ts";
import type { FieldErrors, FormContext } from "./FormContext.ts";
import { showAnswer, type ToLink } from "./showAnswer.ts";
import { showCode } from "./showCode.ts";
import { showField, showMembers } from "./showField.ts";

/** What an operation is shown with. */
export interface OperationSurroundings extends LexiconSource {
  readonly toLink: ToLink;
  connection(): Connection;
}

/** An operation that is shown. */
export interface OperationView {
  readonly root: HTMLElement;
  /** Makes code anew when the connection has changed. */
  update(): void;
}

/** Shows an operation: its form, its code, and what comes of calling it. */
export function showOperation(nsid: string, namespace: Namespace, around: OperationSurroundings): OperationView {
  const collected = namespace.collected.operations[nsid];
  if (!collected) throw new Error(`There is no operation ${nsid}.`);
  const about = showAbout(nsid, collected, around.toLink);
  if (collected.kind === "subscription") {
    const why = "A subscription is a stream over a WebSocket. It cannot be called here.";
    return { root: element("section", { "aria-label": nsid }, ...about, element("p", {}, why)), update() {} };
  }
  const prepared = prepareOperation(nsid, collected, namespace, around);
  const answer = element("div", { class: "pg-answer" });
  const code = showCode();
  const proxy = showProxy(() => update());
  const update = (): void => code.update(describe());
  const describe = (): CallDescription => {
    const { params, input } = readForm(prepared.form);
    const { service, identifier } = around.connection();
    return { nsid, operation: collected, params, input, service, identifier, proxy: proxy.value() };
  };
  const mistakes = watchMistakes(prepared);
  const fields = showFields(prepared, proxy.root, {
    errors: mistakes.errors,
    records: around.records,
    suggest: ({ format }) => suggest(format, around.connection()),
    loadRecord: prepared.loadRecord,
    changed(node) {
      update();
      mistakes.changed(node);
    },
  });
  mistakes.watch(fields.root);
  fields.root.setAttribute("aria-label", `Call ${nsid}`);
  callOnSubmit(fields, mistakes, async (signal) => {
    const { params, input, proxy: service } = describe();
    const call = { operation: prepared.operation, params, input, proxy: service, signal };
    const result = await callOperation(around.connection(), call);
    answer.replaceChildren(element("h3", {}, "Answer"), ...showAnswer(result, around.toLink));
    return result.error === undefined;
  });
  update();
  const beside = element("div", { class: "pg-beside" }, element("h3", {}, "Code"), code.root);
  const split = element("div", { class: "pg-split" }, fields.root, answer, beside);
  return { root: element("section", { "aria-label": nsid }, ...about, split, showDeclared(collected)), update };
}

function showAbout(nsid: string, { kind, description }: CollectedOperation, toLink: ToLink): HTMLElement[] {
  const reference = element("a", { href: toLink(`/operations/${nsid}/`) }, "reference");
  return [
    element("h2", { tabindex: -1, class: "pg-title" }, nsid),
    element("p", { class: "pg-hint" }, kind, " · ", reference),
    ...(description ? [element("p", {}, description)] : []),
  ];
}

/** The errors that the lexicon declares. */
function showDeclared({ errors }: CollectedOperation): HTMLElement | undefined {
  const parts = errors?.flatMap(({ name, description = "" }) => [
    element("dt", {}, element("code", {}, name)),
    element("dd", {}, description),
  ]);
  const summary = element("summary", {}, "Errors that it declares");
  return parts && element("details", { class: "pg-more" }, summary, element("dl", {}, ...parts));
}

function showProxy(changed: () => void): { root: HTMLElement; value(): string | undefined } {
  const id = uniqueId();
  const hint = "As did:web:example.com#service. By default, the one that the operation is meant for.";
  const input = element("input", {
    id,
    type: "text",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": `${id}-hint`,
  });
  input.addEventListener("input", changed);
  const field = element(
    "div",
    { class: "pg-field" },
    element("label", { for: id }, "Service that the server passes the call on to"),
    element("p", { class: "pg-hint", id: `${id}-hint` }, hint),
    input,
  );
  const root = element("details", { class: "pg-more" }, element("summary", {}, "Another service"), field);
  return { root, value: () => input.value.trim() || undefined };
}

interface Mistakes {
  readonly errors: Map<FormNode, FieldErrors>;
  changed(left: FormNode | undefined): void;
  watch(form: HTMLElement): void;
  /** Shows all of them, from now on also those of fields that nobody has been in. */
  checkAll(): Promise<readonly FieldIssue[]>;
}

/** Shows what is wrong beside fields that have been left, and after the first call beside all. */
function watchMistakes({ form, check }: PreparedOperation): Mistakes {
  const errors = new Map<FormNode, FieldErrors>();
  const left = new Set<FormNode>();
  let isSubmitted = false;
  let isPressed = false;
  let checks = 0;
  const showIssues = (issues: readonly FieldIssue[]): void => {
    const placed = placeIssues(form, issues);
    for (const [node, { show }] of errors) show(isSubmitted || left.has(node) ? (placed.get(node) ?? []) : []);
  };
  const checkAgain = async (): Promise<void> => {
    const number = ++checks;
    const issues = await check();
    if (number === checks) showIssues(issues); // nothing else was entered meanwhile
  };
  const release = (): void => {
    isPressed = false;
    setTimeout(() => void checkAgain()); // after the click
  };
  return {
    errors,
    changed(node) {
      if (node) left.add(node);
      if (!isPressed) void checkAgain();
    },
    watch(root) {
      // What is pressed moves away if something appears above it: mistakes wait until it is released.
      root.addEventListener("pointerdown", () => {
        isPressed = true;
        for (const name of ["pointerup", "pointercancel"]) addEventListener(name, release, { once: true });
      });
    },
    async checkAll() {
      isSubmitted = true;
      const issues = await check();
      showIssues(issues);
      return issues;
    },
  };
}

interface Fields {
  readonly root: HTMLFormElement;
  readonly call: HTMLButtonElement;
  readonly stop: HTMLButtonElement;
  readonly status: HTMLElement;
}

function showFields({ form }: PreparedOperation, more: HTMLElement, context: FormContext): Fields {
  const { params, input } = form;
  const call = element("button", { type: "submit" }, "Call");
  const stop = element("button", { type: "button", hidden: true }, "Stop");
  const status = element("p", { role: "status", class: "pg-status" });
  const root = element("form", { novalidate: true });
  const part = (title: string, fields: HTMLElement[]): HTMLElement =>
    element("div", { class: "pg-part" }, element("h3", {}, title), ...fields);
  // Of an object its fields alone: the whole form is its frame.
  if (params && params.members.length > 0) root.append(part("Parameters", showMembers(params, context)));
  if (input?.kind === "object") root.append(part("Input", showMembers(input, context)));
  if (input?.kind === "file") root.append(part("Input", [showField(input, { name: "body", required: true }, context)]));
  if (!input && !params?.members.length) root.append(element("p", {}, "It takes nothing."));
  root.append(more, element("div", { class: "pg-buttons" }, call, stop), status);
  return { root, call, stop, status };
}

/** Calls when the form is submitted and nothing is wrong with it; one call at a time. */
function callOnSubmit(
  { root, call, stop, status }: Fields,
  mistakes: Mistakes,
  run: (signal: AbortSignal) => Promise<boolean>,
): void {
  let running: AbortController | undefined;
  stop.addEventListener("click", () => running?.abort());
  root.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (running) return;
    running = new AbortController();
    try {
      const { length } = await mistakes.checkAll();
      if (length > 0) {
        status.textContent = `Nothing was sent: ${length === 1 ? "one thing is" : `${length} things are`} wrong.`;
        root.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
        return;
      }
      call.disabled = true;
      stop.hidden = false;
      status.textContent = "Waiting for the answer.";
      status.textContent = (await run(running.signal)) ? "The answer is here." : "The call has failed.";
    } finally {
      running = undefined;
      call.disabled = false;
      stop.hidden = true;
    }
  });
}

/** Whom one may mean: oneself. */
function suggest(format: string | undefined, { session }: Connection): string[] {
  if (!session) return [];
  if (format === "at-identifier") return [session.did, session.handle];
  if (format === "did") return [session.did];
  return format === "handle" ? [session.handle] : [];
}
