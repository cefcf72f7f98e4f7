import type { FormNode } from "../form/FormNode.ts";
import { describeLimits, describeType } from "./describeField.ts";
import { element, uniqueId } from "./element.ts";
import type { FieldErrors, FieldLabel, FormContext } from "./FormContext.ts";

/** What stands around a control: its label, what it is for, and what is wrong with it. */
export interface Frame {
  /** The id that the control has to have. */
  readonly id: string;
  /** The parts, of which the error comes after the control. */
  readonly title: readonly Node[];
  readonly hint: HTMLElement | undefined;
  readonly error: HTMLElement;
  /** Ties the control to them. */
  attach(control: HTMLElement): void;
}

/** Makes the frame of a field. */
export function frameField(node: FormNode, { name, required }: FieldLabel, context: FormContext): Frame {
  const id = uniqueId();
  const { description } = node.schema;
  const text = [description, describeLimits(node.schema)].filter((part) => part).join(" ");
  const hint = text ? element("p", { class: "pg-hint", id: `${id}-hint` }, text) : undefined;
  const error = element("p", { class: "pg-error", id: `${id}-error`, hidden: true });
  const title = [
    element("span", { class: "pg-name" }, name),
    element("span", { class: "pg-type" }, ` ${describeType(node.schema)}${required ? ", required" : ""}`),
  ];
  return {
    id,
    title,
    hint,
    error,
    attach(control) {
      control.id = id;
      control.setAttribute("aria-describedby", [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" "));
      if (required && control.matches("input, select, textarea")) control.setAttribute("aria-required", "true");
      context.errors.set(node, fieldErrors(control, error));
    },
  };
}

function fieldErrors(control: HTMLElement, error: HTMLElement): FieldErrors {
  return {
    control,
    show(messages) {
      const isWrong = messages.length > 0;
      error.hidden = !isWrong;
      error.textContent = messages.join("; ");
      // A group is not a control: its legend and description say what is wrong.
      if (control.matches("input, select, textarea")) control.setAttribute("aria-invalid", String(isWrong));
    },
  };
}
