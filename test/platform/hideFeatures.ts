/** How features are hidden. */
export interface HiddenFeatures {
  /** The globals that are left, under their other names; and `globalThis`, which shows only them. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** Undoes what was done to the platform's own objects. */
  takeBack(): void;
}

/** The global that a feature is, or is a member of. */
export function globalOf(feature: string): string {
  return feature.split(".", 1)[0] ?? feature;
}

/**
 * Hides features of the platform from code whose globals were renamed. Globals themselves are not touched, for Node's own `fetch` is
 * JavaScript that uses them: the code is not given them. Their members, as `URL.canParse` or `Response.prototype.body`, are
 * deleted; those that cannot be, as `Symbol.asyncDispose`, are hidden by what the code gets for the global.
 *
 * @param known the features whose globals were renamed
 */
export function hideFeatures(known: readonly string[], hidden: readonly string[]): HiddenFeatures {
  const undo: (() => void)[] = [];
  const covered = new Map<string, string[]>();
  for (const feature of hidden.filter((one) => one !== globalOf(one))) {
    const path = partsOf(feature);
    const key = path.pop() ?? "";
    let holder: object | null = path.reduce<unknown>((found, part) => Object(found)[part], globalThis) as object | null;
    // It may be inherited: `crypto.subtle` is a property of `Crypto.prototype`.
    while (holder && !Object.hasOwn(holder, key)) holder = Object.getPrototypeOf(holder);
    const found = holder && Object.getOwnPropertyDescriptor(holder, key);
    if (!holder || !found) continue; // it is not there anyway
    const from = holder;
    if (Reflect.deleteProperty(from, key)) undo.push(() => Object.defineProperty(from, key, found));
    else covered.set(globalOf(feature), [...(covered.get(globalOf(feature)) ?? []), `${String(key)}`]);
  }
  const left = [...new Set(known.map(globalOf))].filter((name) => !hidden.includes(name) && name in globalThis);
  const globals = left.map((name) => {
    const value: unknown = Reflect.get(globalThis, name);
    const keys = covered.get(name);
    return [`$${name}`, keys ? without(Object(value), keys, () => {}) : value] as const;
  });
  return {
    globals: { globalThis: without(globalThis, hidden), ...Object.fromEntries(globals) },
    takeBack: () => {
      for (const one of undo) one();
    },
  };
}

/** `["ReadableStream", "prototype", Symbol.asyncIterator]` of `ReadableStream.prototype[Symbol.asyncIterator]`. */
function partsOf(feature: string): PropertyKey[] {
  const [path = "", symbol] = feature.split(/\[Symbol\.(\w+)\]/);
  const parts: PropertyKey[] = path.split(".");
  // One of those that there are.
  return symbol === undefined ? parts : [...parts, Symbol[symbol as "asyncIterator"]];
}

/** An object as it is, but for some properties. `target` is what the engine holds the result to: what must be there. */
function without(object: object, names: readonly string[], target: object = object): object {
  const isHidden = (name: PropertyKey): boolean => names.includes(String(name));
  return new Proxy(target, {
    get: (_, name) => (isHidden(name) ? undefined : Reflect.get(object, name)),
    has: (_, name) => !isHidden(name) && Reflect.has(object, name),
    apply: (_, self, given) => (object as (...of: unknown[]) => unknown).apply(self, given), // only functions are called
  });
}
