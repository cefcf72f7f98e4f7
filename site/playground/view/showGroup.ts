import { choose, include } from "../form/createForm.ts";
import type { FormNode, ListNode, ObjectNode, UnionNode } from "../form/FormNode.ts";
import { element, uniqueId } from "./element.ts";
import type { FieldLabel, FormContext } from "./FormContext.ts";
import { frameField } from "./frameField.ts";

/** How what is inside of a group is shown. */
export interface Inner {
  showField(node: FormNode, label: FieldLabel, context: FormContext): HTMLElement;
  showMembers(node: ObjectNode, context: FormContext): HTMLElement[];
}

/** A field of several fields: an object, a list, a choice between objects. */
export function showGroup(
  node: ListNode | ObjectNode | UnionNode,
  label: FieldLabel,
  context: FormContext,
  inner: Inner,
): HTMLElement {
  const frame = frameField(node, label, context);
  const parts =
    node.kind === "list"
      ? showList(node, label, context, inner)
      : node.kind === "union"
        ? showUnion(node, label, context, inner)
        : showObject(node, label, context, inner);
  const group = element(
    "fieldset",
    { class: "pg-group", tabindex: -1 },
    element("legend", {}, ...frame.title),
    frame.hint,
    ...parts,
    frame.error,
  );
  frame.attach(group);
  return group;
}

function showObject(node: ObjectNode, { name, required }: FieldLabel, context: FormContext, inner: Inner): Node[] {
  const members = element("div", { class: "pg-members" });
  const show = (): void => members.replaceChildren(...(node.included ? inner.showMembers(node, context) : []));
  show();
  if (required) return [members];
  const id = uniqueId();
  const box = element("input", { type: "checkbox", id, checked: node.included });
  box.addEventListener("change", () => {
    include(node, box.checked);
    show();
    context.changed(node);
  });
  return [element("div", { class: "pg-check" }, box, element("label", { for: id }, `send ${name}`)), members];
}

function showUnion(node: UnionNode, { name }: FieldLabel, context: FormContext, inner: Inner): Node[] {
  const id = uniqueId();
  const types = node.schema.refs ?? [];
  const select = element(
    "select",
    { id },
    element("option", { value: "" }, "(leave out)"),
    ...types.map((type) => element("option", { value: type }, type)),
    node.schema.closed ? undefined : element("option", { value: "json" }, "another, as JSON"),
  );
  select.value = node.choice;
  const content = element("div", { class: "pg-members" });
  const show = (): void => {
    const { variant, choice } = node;
    if (variant?.kind === "object") content.replaceChildren(...inner.showMembers(variant, context));
    else content.replaceChildren(...(choice === "json" ? [showOther(node, name, context)] : []));
  };
  select.addEventListener("change", () => {
    choose(node, select.value);
    show();
    context.changed(node);
  });
  show();
  return [element("div", { class: "pg-field" }, element("label", { for: id }, `$type of ${name}`), select), content];
}

function showOther(node: UnionNode, name: string, context: FormContext): HTMLElement {
  const id = uniqueId();
  const text = element("textarea", { id, rows: 4, spellcheck: "false", class: "pg-json" });
  text.value = node.text;
  text.addEventListener("input", () => {
    node.text = text.value;
    context.changed();
  });
  text.addEventListener("change", () => context.changed(node));
  return element("div", { class: "pg-field" }, element("label", { for: id }, `${name} as JSON, with its $type`), text);
}

function showList(node: ListNode, { name }: FieldLabel, context: FormContext, inner: Inner): Node[] {
  const items = element("ol", { class: "pg-items" });
  const add = element("button", { type: "button", class: "pg-small" }, `Add to ${name}`);
  const show = (): void => items.replaceChildren(...node.items.map(showItem));
  const showItem = (item: FormNode, index: number): HTMLElement => {
    const label = `${name} ${index + 1}`;
    const remove = (): void => {
      node.items.splice(index, 1);
      show();
      context.changed(node);
      add.focus();
    };
    return element(
      "li",
      {},
      inner.showField(item, { name: label, required: true }, context),
      element("button", { type: "button", class: "pg-small", onclick: remove }, `Remove ${label}`),
    );
  };
  add.addEventListener("click", () => {
    node.items.push(node.makeItem());
    show();
    context.changed();
    items.lastElementChild?.querySelector<HTMLElement>("input, select, textarea, button")?.focus();
  });
  show();
  return [items, add];
}
