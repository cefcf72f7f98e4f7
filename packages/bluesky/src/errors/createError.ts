import type { BlueskyError } from "./BlueskyError.ts";
import { showText, toShown } from "./toShown.ts";

/** What an error of a kind is made of: its code, its message, and the fields that its kind has. */
export type ErrorInit<T extends BlueskyError> = Omit<T, keyof BlueskyError> &
  Pick<T, "code"> & { readonly message: string; readonly cause?: unknown };

class OwnError extends Error {
  declare readonly code: string;

  get docs(): string {
    return pageOf(this.code);
  }

  get "~bluesky"(): true {
    return true;
  }

  toJSON(): Record<string, unknown> {
    const { name, message, docs } = this;
    return { name, message, ...(this as object), docs };
  }
}

/** By name: platforms print an error under the name of its class, so each kind gets one when its first error is made. */
const classes: Map<string, typeof OwnError> = /*#__PURE__*/ new Map();

/**
 * Makes an error of a kind. Its fields are plain data, and everything in it passes {@link toShown}.
 *
 * @param name the name of the kind, under which the error prints
 */
export function createError<T extends BlueskyError>(name: string, init: ErrorInit<T>): T {
  const { message, cause, ...fields } = init;
  const text = `${showText(message)} (see ${pageOf(init.code)})`;
  const error = new (classOf(name))(text, cause === undefined ? undefined : { cause });
  return Object.assign(error, toShown(fields)) as unknown as T; // all that its kind has, as its maker was typed
}

/** The message of an error without the page that it leads to: what another error quotes. */
export function reasonOf({ message }: Error): string {
  return message.replace(/ \(see bluesky\/docs\/errors\/\w+\.md\)/g, "");
}

function pageOf(code: string): string {
  return `bluesky/docs/errors/${code}.md`;
}

function classOf(name: string): typeof OwnError {
  const known = classes.get(name);
  if (known) return known;
  const made = { [name]: class extends OwnError {} }[name] ?? OwnError;
  Object.defineProperty(made.prototype, "name", { value: name });
  classes.set(name, made);
  return made;
}
