import type { LexiconSource } from "bluesky-lexgen";

/**
 * Lexicons with every kind of definition and every field that holds text, where the text of each field is what a function makes
 * of the field's name. `word` is the same for names of errors, which have no spaces.
 */
export function everyField(text: (field: string) => string, word: (field: string) => string): LexiconSource {
  const documents: object[] = [];
  const add = (name: string, defs: object): void => {
    documents.push({ lexicon: 1, id: `com.example.hostile.${name}`, description: text(`${name} document`), defs });
  };
  const described = (name: string, schema: object): object => ({ description: text(`${name} description`), ...schema });
  const odd = (name: string): object => ({
    $comment: text(`${name} comment`),
    [text(`${name} unknown field`)]: text(`${name} odd`),
  });
  const objectOf = (name: string, list: readonly (readonly [string, object])[]): object => {
    const properties = list.map(([property, schema]) => [text(`${name}.${property}`), schema] as const);
    return described(name, {
      type: "object",
      properties: Object.fromEntries(properties),
      // Half of them are required, and some of these may be null.
      required: properties.filter((_, index) => index % 2 === 0).map(([property]) => property),
      nullable: properties.filter((_, index) => index % 3 === 0).map(([property]) => property),
      ...odd(name),
    });
  };
  const every = (name: string): object =>
    objectOf(name, [
      ["plain", described(`${name} plain`, { type: "string" })],
      ["preset", described(`${name} preset`, { type: "string", default: text(`${name} default`) })],
      ["fixed", described(`${name} fixed`, { type: "string", const: text(`${name} const`) })],
      [
        "closed",
        { type: "string", enum: [text(`${name} enum 1`), text(`${name} enum 2`)], default: text(`${name} enum 1`) },
      ],
      ["open", { type: "string", knownValues: [text(`${name} known 1`), text(`${name} known 2`)] }],
      ["both", { type: "string", enum: [text(`${name} long enum`)], maxLength: 0 }],
      ["integer", described(`${name} integer`, { type: "integer", minimum: -1, default: 5 })],
      ["boolean", described(`${name} boolean`, { type: "boolean", const: true })],
      ["bytes", described(`${name} bytes`, { type: "bytes", maxLength: 3 })],
      ["link", described(`${name} link`, { type: "cid-link" })],
      [
        "blob",
        described(`${name} blob`, { type: "blob", accept: [text(`${name} accept 1`), text(`${name} accept 2`)] }),
      ],
      ["unknown", described(`${name} unknown`, { type: "unknown" })],
      [
        "list",
        {
          type: "array",
          ...odd(`${name} list`),
          items: described(`${name} item`, { type: "string", enum: [text(`${name} item enum`)] }),
        },
      ],
      [
        "lists",
        {
          type: "array",
          items: { type: "array", items: described(`${name} lists`, { type: "string", maxLength: 9 }) },
        },
      ],
      ["inner", objectOf(`${name} inner`, [["deep", objectOf(`${name} deep`, [["deepest", { type: "string" }]])]])],
      ["items", { type: "array", items: objectOf(`${name} items`, [["x", { type: "integer" }]]) }],
      ["union", described(`${name} union`, { type: "union", refs: ["#part", "com.example.hostile.record"] })],
      ["one of", described(`${name} one of`, { type: "union", closed: true, refs: ["#part"] })],
      ["ref", described(`${name} ref`, { type: "ref", ref: "#part" })],
      ["token", described(`${name} token`, { type: "ref", ref: "com.example.hostile.things#token" })],
      ["named", described(`${name} named`, { type: "ref", ref: "com.example.hostile.things#text" })],
    ]);
  const part = { part: objectOf("part", [["a", { type: "string" }]]) };
  const errors = (name: string): object[] => [
    { name: word(`${name} error 1`), description: text(`${name} error description`), ...odd(`${name} error`) },
    { name: word(`${name} error 2`) },
  ];
  const parameters = (name: string): object =>
    described(`${name} params`, {
      type: "params",
      required: [text(`${name} param 1`)],
      properties: {
        [text(`${name} param 1`)]: described(`${name} param 1`, {
          type: "string",
          default: text(`${name} param default`),
        }),
        [text(`${name} param 2`)]: {
          type: "array",
          items: { type: "string", knownValues: [text(`${name} param known`)] },
        },
        cursor: { type: "string" },
      },
    });
  const body = (name: string, schema?: object): object =>
    described(`${name} body`, {
      encoding: text(`${name} encoding`),
      ...(schema && { schema }),
      ...odd(`${name} body`),
    });

  add("record", {
    main: described("record", { type: "record", key: "literal:self", record: every("record"), ...odd("record") }),
    ...part,
  });
  add("things", {
    main: every("things"),
    ...part,
    text: described("text", { type: "string", enum: [text("text enum")], default: text("text enum") }),
    token: described("token", { type: "token", ...odd("token") }),
    list: described("list", { type: "array", items: { type: "string", const: text("list const") } }),
    number: described("number", { type: "integer", enum: [-1, 0], default: -1 }),
  });
  add("getThings", {
    main: described("query", {
      type: "query",
      parameters: parameters("query"),
      output: body("query", every("output")),
      errors: errors("query"),
    }),
    ...part,
  });
  add("getBinary", { main: described("binary", { type: "query", output: body("binary") }) });
  const page = {
    type: "object",
    properties: {
      cursor: { type: "string" },
      [text("page items")]: { type: "array", items: { type: "ref", ref: "#part" } },
    },
  };
  add("listThings", { main: { type: "query", parameters: parameters("page"), output: body("page", page) }, ...part });
  add("putThings", {
    main: described("procedure", {
      type: "procedure",
      parameters: parameters("procedure"),
      input: body("input"),
      output: body("answer", every("answer")),
      errors: errors("procedure"),
    }),
    ...part,
  });
  add("setThings", { main: { type: "procedure", input: body("set", every("set")) }, ...part });
  add("subscribe", {
    main: described("stream", {
      type: "subscription",
      parameters: parameters("stream"),
      message: described("message", { schema: described("messages", { type: "union", refs: ["#part"] }) }),
      errors: errors("stream"),
      subprotocol: text("subprotocol"),
    }),
    ...part,
  });
  add("permissions", {
    main: {
      type: "permission-set",
      title: text("title"),
      detail: text("detail"),
      "title:lang": { de: text("title de") },
      permissions: [
        {
          type: "permission",
          resource: text("resource"),
          collection: [text("collection")],
          [text("permission field")]: text("permission value"),
        },
        JSON.parse('{"type":"permission","resource":"x","__proto__":{"a":1}}'),
      ],
    },
  });
  return {
    name: text("source"),
    documents: documents.map((json, index) => ({ json, source: `${index}.json` })),
  };
}
