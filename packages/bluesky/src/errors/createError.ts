import { failureReason } from "../platform/http/failureReason.ts";
import { type BlueskyError, isBlueskyError } from "./BlueskyError.ts";
import type { Hide } from "./redact.ts";
import { toCause } from "./toCause.ts";
import { asIs, showText, toShown } from "./toShown.ts";

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
 * Makes an error of a kind. Its fields are plain data, and everything in it passes {@link toShown}: the one place through which
 * texts get into errors. Its cause passes {@link toCause}.
 *
 * @param name the name of the kind, under which the error prints
 * @param hide blacks out the passwords and tokens of what has failed, in whatever form: {@link hideSecrets} makes one
 */
export function createError<T extends BlueskyError>(name: string, init: ErrorInit<T>, hide: Hide = asIs): T {
  const { message, cause, ...fields } = init;
  const text = `${showText(message, hide)} (see ${pageOf(init.code)})`;
  const options = cause === undefined ? undefined : { cause: toCause(cause, hide) };
  const error = new (classOf(name))(text, options);
  // The code is ours, and programs go by it.
  const shown = { ...(toShown(fields, hide) as object), code: init.code };
  return Object.assign(error, shown) as unknown as T; // all that its kind has, as its maker was typed
}

/** What was thrown, in words, as another error quotes it: without the page that an error of ours leads to. */
export function reasonOf(thrown: unknown): string {
  const text = isBlueskyError(thrown) ? thrown.message : failureReason(thrown).text;
  return text.replace(/ \(see bluesky\/docs\/errors\/\w+\.md\)/g, "");
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
