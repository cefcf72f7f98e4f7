import type { Form } from "./createForm.ts";
import type { FormNode } from "./FormNode.ts";
import type { FieldIssue, Path } from "./readForm.ts";

/** Issues by the field that they are shown beside: the innermost one on their path. What is below it stands in the message. */
export function placeIssues(form: Form, issues: readonly FieldIssue[]): Map<FormNode, string[]> {
  const placed = new Map<FormNode, string[]>();
  for (const { path, message } of issues) {
    const [side, ...rest] = path;
    const root = side === "params" ? form.params : form.input;
    if (!root) continue;
    const [node, below] = descend(root, rest);
    const text = below.length > 0 ? `${below.join(".")}: ${message}` : message;
    placed.set(node, [...(placed.get(node) ?? []), text]);
  }
  return placed;
}

function descend(node: FormNode, path: Path): [node: FormNode, below: Path] {
  const inner = node.kind === "json" ? node.record : node.kind === "union" ? node.variant : undefined;
  if (inner) return descend(inner, path);
  const [key, ...rest] = path;
  const child =
    node.kind === "object" && node.included
      ? node.members.find(({ name }) => name === key)?.node
      : node.kind === "list" && typeof key === "number"
        ? node.items[key]
        : undefined;
  return child ? descend(child, rest) : [node, path];
}
