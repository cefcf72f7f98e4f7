import type { JsonNode, ObjectNode } from "../form/FormNode.ts";
import { element, uniqueId } from "./element.ts";
import type { FieldLabel, FormContext } from "./FormContext.ts";
import { frameField } from "./frameField.ts";

/** A field for any object: JSON, or the fields of a record of a collection that is chosen. */
export function showJson(
  node: JsonNode,
  label: FieldLabel,
  context: FormContext,
  showMembers: (node: ObjectNode, context: FormContext) => HTMLElement[],
): HTMLElement {
  const frame = frameField(node, label, context);
  const text = element("textarea", { rows: 6, spellcheck: "false", class: "pg-json" });
  frame.attach(text);
  text.value = node.text;
  text.addEventListener("input", () => {
    node.text = text.value;
    context.changed();
  });
  text.addEventListener("change", () => context.changed(node));
  const asJson = element("div", {}, element("label", { for: frame.id }, `${label.name} as JSON`), text);
  const fields = element("div", { class: "pg-members" });
  const select = makeSelect(context.records, `How to enter ${label.name}`);
  const show = (): void => {
    asJson.hidden = node.record !== undefined;
    fields.hidden = node.record === undefined;
    fields.replaceChildren(...(node.record ? showMembers(node.record, context) : []));
    select.control.value = node.record?.type ?? "";
  };
  select.control.addEventListener("change", async () => {
    const collection = select.control.value;
    const record = collection ? await context.loadRecord(collection) : undefined;
    if (collection !== select.control.value) return; // another was chosen meanwhile
    node.record = record;
    show();
    context.changed();
  });
  show();
  return element(
    "fieldset",
    { class: "pg-group" },
    element("legend", {}, ...frame.title),
    frame.hint,
    select.field,
    asJson,
    fields,
    frame.error,
  );
}

function makeSelect(records: readonly string[], label: string): { field: HTMLElement; control: HTMLSelectElement } {
  const id = uniqueId();
  const options = records.map((record) => element("option", { value: record }, record));
  const control = element(
    "select",
    { id },
    element("option", { value: "" }, "as JSON"),
    element("optgroup", { label: "with the fields of a record" }, ...options),
  );
  return { field: element("div", { class: "pg-field" }, element("label", { for: id }, label), control), control };
}
