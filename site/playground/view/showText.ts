import { isSecretName } from "../code/toSource.ts";
import type { TextNode } from "../form/FormNode.ts";
import type { Schema } from "../lexicons/Collected.ts";
import { element } from "./element.ts";
import type { FieldLabel, FormContext } from "./FormContext.ts";
import { frameField } from "./frameField.ts";

/** A field for one value: a line, a text, or a choice. */
export function showText(node: TextNode, label: FieldLabel, context: FormContext): HTMLElement {
  const frame = frameField(node, label, context);
  const { schema } = node;
  const control = makeControl(schema, label);
  frame.attach(control);
  control.value = node.text;
  const enter = (): void => {
    node.text = control.value;
    context.changed();
  };
  control.addEventListener("input", enter);
  control.addEventListener("change", () => context.changed(node));
  const list = control instanceof HTMLInputElement ? makeList(`${frame.id}-list`, schema, context) : undefined;
  if (list) control.setAttribute("list", list.id);
  return element(
    "div",
    { class: "pg-field" },
    element("label", { for: frame.id }, ...frame.title),
    frame.hint,
    element(
      "div",
      { class: "pg-control" },
      control,
      list,
      schema.format === "datetime" ? makeNow(control, enter) : undefined,
    ),
    label.required && isPlainText(schema) ? makeEmptyBox(node, frame.id, context) : undefined,
    frame.error,
  );
}

function makeControl(schema: Schema, { name }: FieldLabel): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  const options = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (options || schema.type === "boolean") {
    const values = ["", ...(options ?? [true, false])].map(String);
    return element("select", {}, ...values.map((value) => element("option", { value }, value || "(leave out)")));
  }
  if (isLong(schema)) return element("textarea", { rows: 3 });
  const isSecret = isSecretName(name) && schema.type === "string";
  return element("input", {
    type: isSecret ? "password" : "text",
    autocomplete: isSecret ? "new-password" : "off",
    autocapitalize: "none",
    spellcheck: "false",
    ...(schema.type === "integer" && { inputmode: (schema.minimum ?? -1) < 0 ? "text" : "numeric" }),
  });
}

function isPlainText({ type, format, enum: values, const: only }: Schema): boolean {
  return type === "string" && format === undefined && values === undefined && only === undefined;
}

function isLong(schema: Schema): boolean {
  return isPlainText(schema) && ((schema.maxGraphemes ?? 0) >= 100 || (schema.maxLength ?? 0) >= 1000);
}

/** What is known to be meant: values that the lexicon knows, and the account that is logged in. */
function makeList(id: string, schema: Schema, context: FormContext): HTMLElement | undefined {
  const values = [...(schema.knownValues ?? []), ...context.suggest(schema)];
  if (values.length === 0) return undefined;
  return element("datalist", { id }, ...values.map((value) => element("option", { value })));
}

function makeNow(control: { value: string }, enter: () => void): HTMLElement {
  const fill = (): void => {
    control.value = new Date().toISOString();
    enter();
  };
  return element("button", { type: "button", class: "pg-small", onclick: fill }, "Now");
}

/** Nothing entered is nothing sent, unless this says otherwise. */
function makeEmptyBox(node: TextNode, id: string, context: FormContext): HTMLElement {
  const box = element("input", { type: "checkbox", id: `${id}-empty`, checked: node.sendEmpty });
  box.addEventListener("change", () => {
    node.sendEmpty = box.checked;
    context.changed(node);
  });
  return element(
    "details",
    { class: "pg-more" },
    element("summary", {}, "Nothing to enter?"),
    element("div", { class: "pg-check" }, box, element("label", { for: `${id}-empty` }, "send an empty text")),
  );
}
