import type { FormNode, Member, ObjectNode } from "../form/FormNode.ts";
import { element, uniqueId } from "./element.ts";
import type { FieldLabel, FormContext } from "./FormContext.ts";
import { showFile } from "./showFile.ts";
import { showGroup } from "./showGroup.ts";
import { showJson } from "./showJson.ts";
import { showText } from "./showText.ts";

/** Makes the elements of a field. */
export function showField(node: FormNode, label: FieldLabel, context: FormContext): HTMLElement {
  switch (node.kind) {
    case "text":
      return showText(node, label, context);
    case "file":
      return showFile(node, label, context);
    case "json":
      return showJson(node, label, context, showMembers);
    default:
      return showGroup(node, label, context, { showField, showMembers });
  }
}

/** Makes the fields of an object, one below the other. */
export function showMembers(node: ObjectNode, context: FormContext): HTMLElement[] {
  return node.members.map((member) => showMember(member, context));
}

function showMember(member: Member, context: FormContext): HTMLElement {
  const { name, node, required, nullable } = member;
  const field = showField(node, { name, required }, context);
  if (!nullable) return field;
  const id = uniqueId();
  const box = element("input", { type: "checkbox", id, checked: member.isNull });
  box.addEventListener("change", () => {
    member.isNull = box.checked;
    field.classList.toggle("pg-off", box.checked);
    context.changed(node);
  });
  return element(
    "div",
    { class: "pg-nullable" },
    field,
    element("div", { class: "pg-check" }, box, element("label", { for: id }, `send null as ${name}`)),
  );
}
