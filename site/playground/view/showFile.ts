import { ChosenFile, type FileNode } from "../form/FormNode.ts";
import { element } from "./element.ts";
import type { FieldLabel, FormContext } from "./FormContext.ts";
import { frameField } from "./frameField.ts";

/** A field for a file. It is read where it is chosen, for its CID, and sent only with the call. */
export function showFile(node: FileNode, label: FieldLabel, context: FormContext): HTMLElement {
  const frame = frameField(node, label, context);
  const accept = node.schema.accept?.filter((type) => type !== "*/*").join();
  const control = element("input", { type: "file", ...(accept && { accept }) });
  frame.attach(control);
  control.addEventListener("change", async () => {
    const chosen = control.files?.[0];
    const file = chosen && (await toChosenFile(chosen));
    if (chosen !== control.files?.[0]) return; // another was chosen meanwhile
    node.file = file;
    context.changed(node);
  });
  const kept = node.file ? element("p", { class: "pg-hint" }, `Chosen: ${node.file.name}`) : undefined;
  return element(
    "div",
    { class: "pg-field" },
    element("label", { for: frame.id }, ...frame.title),
    frame.hint,
    control,
    kept,
    frame.error,
  );
}

async function toChosenFile(file: File): Promise<ChosenFile> {
  const { cidForBlob } = await import("bluesky/data");
  return new ChosenFile(file, file.name, await cidForBlob(new Uint8Array(await file.arrayBuffer())));
}
