/** Values that no schema asks for, and that do harm to a careless reader. Made anew for each use: some are big. */
export interface HostileValue {
  readonly label: string;
  readonly value: unknown;
  /** It can be read: no answer may say that it cannot. */
  readonly plain: boolean;
  /** It takes its time. */
  readonly big: boolean;
}

const hostile = (label: string, value: unknown): HostileValue => ({ label, value, plain: true, big: false });

/** How deep the deepest are. */
export const DEPTH = 100_000;

export function hostileValues(): HostileValue[] {
  const unreadable = readers().map((value) => ({ ...value, plain: false }));
  const big = arrays().map((value) => ({ ...value, big: true }));
  return [...oddTypes(), ...pollution(), ...unreadable, ...deep(), ...cyclic(), ...big];
}

function oddTypes(): HostileValue[] {
  class Instance {
    readonly text = "x";
  }
  return [
    hostile("undefined", undefined),
    hostile("null", null),
    hostile("NaN", Number.NaN),
    hostile("Infinity", Number.POSITIVE_INFINITY),
    hostile("a bigint", 10n),
    hostile("a symbol", Symbol("x")),
    hostile("a function", () => "x"),
    hostile("a class", Instance),
    hostile("an instance", new Instance()),
    hostile("a date", new Date()),
    hostile("an invalid date", new Date(Number.NaN)),
    hostile("a map", new Map([["text", "x"]])),
    hostile("a set", new Set([1])),
    hostile("a weak map", new WeakMap()),
    hostile("bytes", new Uint8Array(100)),
    hostile("a buffer", new ArrayBuffer(8)),
    hostile("a regular expression", /x/),
    hostile("a promise", Promise.resolve()),
    hostile("an error", new Error("x")),
    hostile("a boxed string", Object("x")),
    hostile("a boxed number", Object(5)),
    hostile("an object without prototype", Object.create(null)),
    hostile("an object that inherits all", Object.create({ text: "x", $type: "app.bsky.feed.post" })),
    hostile("globalThis", globalThis),
  ];
}

function pollution(): HostileValue[] {
  const keys = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}}';
  return [
    hostile("__proto__ as a key", JSON.parse(keys)),
    hostile(
      "__proto__ inside",
      JSON.parse(`{"$type":"__proto__","__proto__":${keys},"text":${keys},"items":[${keys}]}`),
    ),
    hostile("$type constructor", { $type: "constructor", constructor: null, hasOwnProperty: 1, toString: 2 }),
    hostile("Object.prototype", Object.prototype),
    hostile("a text that only toString makes", {
      toString: () => "did:plc:x",
      valueOf: () => 5,
      [Symbol.toPrimitive]: () => "x",
    }),
  ];
}

/** Objects whose reading throws, lies or never ends. */
function readers(): HostileValue[] {
  const throwing = (error: unknown): never => {
    throw error;
  };
  const unreadable = (error: () => unknown): object => {
    const trap = (): never => throwing(error());
    return new Proxy(
      {},
      { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap, set: trap },
    );
  };
  const revoked = (target: object): unknown => {
    const { proxy, revoke } = Proxy.revocable(target, {});
    revoke();
    return proxy;
  };
  const getters = Object.defineProperties(
    {},
    Object.fromEntries(
      ["$type", "text", "uri", "did", "cid", "items", "ref", "size", "$link", "$bytes"].map((key) => [
        key,
        { enumerable: true, get: () => throwing(new Error("secret-in-an-error")) },
      ]),
    ),
  );
  const itself: unknown = new Proxy({}, { get: () => itself });
  const list: unknown = new Proxy([], {
    get: (target, key) => (key === "length" ? 5 : key in target ? Reflect.get(target, key) : list),
  });
  let reads = 0;
  const typed = new Proxy({}, { get: (_, key) => (key === "$type" ? ["app.bsky.feed.post", 5][reads++ % 2] : "x") });
  return [
    hostile("getters that throw", getters),
    hostile(
      "a proxy that throws",
      unreadable(() => new Error("no")),
    ),
    hostile(
      "a proxy that throws nothing",
      unreadable(() => undefined),
    ),
    hostile(
      "a proxy that throws null",
      unreadable(() => null),
    ),
    hostile(
      "a proxy that throws an error that cannot be read",
      unreadable(() => unreadable(() => new Error("no"))),
    ),
    hostile(
      "a proxy that throws a RangeError",
      unreadable(() => new RangeError("no")),
    ),
    hostile("a revoked proxy", revoked({})),
    hostile("a revoked proxy of an array", revoked([])),
    hostile("an array of revoked proxies", [revoked({}), revoked([])]),
    hostile("a proxy that holds itself everywhere", itself),
    hostile("an array that holds itself everywhere", list),
    hostile("an array whose length throws", new Proxy([], { get: () => throwing(new TypeError("no")) })),
    hostile("a proxy that changes its mind", typed),
  ];
}

function deep(): HostileValue[] {
  let array: unknown[] = [];
  let object: object = {};
  for (let level = 0; level < DEPTH; level++) {
    array = [array];
    object = { $type: "app.bsky.feed.defs#threadViewPost", parent: object, value: object };
  }
  return [hostile("deep arrays", array), hostile("deep objects", object)];
}

function cyclic(): HostileValue[] {
  const object: { [key: string]: unknown } = { $type: "app.bsky.feed.defs#threadViewPost" };
  for (const key of ["parent", "post", "value", "record", "embed", "items", "text"]) object[key] = object;
  const array: unknown[] = [];
  array.push(array, array);
  return [hostile("an object in itself", object), hostile("an array in itself", array)];
}

function arrays(): HostileValue[] {
  return [
    hostile("a sparse array of the greatest length", new Array(2 ** 32 - 1)),
    hostile("a million nulls", new Array(1_000_000).fill(null)),
    hostile("a million objects", new Array(1_000_000).fill({})),
    hostile("a million texts", new Array(1_000_000).fill("x")),
  ];
}
