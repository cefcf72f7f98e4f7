import type { LexiconSource } from "bluesky-lexgen";

/** Operations, records, objects and properties under every name that means something to a compiler. */
export function wordyLexicons(): LexiconSource {
  const words = [
    "abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue debugger",
    "declare default delete do else enum eval export exports extends false finally for from function get global globalThis if",
    "implements import in infer infinity instanceof interface is keyof let module namespace naN never new null number object of",
    "out override package private promise property protected prototype public readonly record require return satisfies schema",
    "set static string super switch symbol then this throw toString true try type typeof undefined union unique unknown using",
    "value valueOf var void while with yield hasOwnProperty checkParams checkOutput checkInput checkMessage context text query",
    "params input output errorName argument item message nonNullable partial omit pick array map date error own operations",
    "bindTree createTree operationTree clientLike boundOperation comExampleWordsOperations",
  ].flatMap((line) => line.split(" "));
  const string = { type: "string" };
  const object = { type: "object", properties: Object.fromEntries(words.map((word) => [word, string])) };
  const small = (word: string): object => ({ type: "object", properties: { [word]: string } });
  const refs = words.slice(0, 8).map((word) => `com.example.words.defs#${word}`);
  const documents: object[] = words.flatMap((word, index) => {
    const parameters = { type: "params", properties: { [word]: string } };
    const body = { encoding: "application/json", schema: small(word) };
    const operation =
      index % 2
        ? { type: "query", parameters, output: body }
        : { type: "procedure", parameters, input: body, output: body };
    const choice = {
      type: "object",
      properties: { [word]: { type: "union", refs }, own: { type: "ref", ref: `#${word}` } },
    };
    return [
      {
        lexicon: 1,
        id: `com.example.words.${word}`,
        defs: { main: operation, ...(index % 3 ? { [word]: choice } : {}) },
      },
      {
        lexicon: 1,
        id: `com.example.records.${word}`,
        defs: { main: { type: "record", key: "any", record: small(word) } },
      },
    ];
  });
  const named = {
    lexicon: 1,
    id: "com.example.words.defs",
    defs: { main: object, ...Object.fromEntries(words.map((word) => [word, small(word)])) },
  };
  // Segments that look alike once they are in one word.
  const alike = ["com.my-site.same", "com.mySite.same", "com.my.site.same"].map((id) => ({
    lexicon: 1,
    id,
    defs: { main: object },
  }));
  const both = {
    lexicon: 1,
    id: "com.example.both",
    defs: { main: { type: "array", items: { type: "union", refs: alike.map(({ id }) => id) } } },
  };
  const all = [...documents, named, ...alike, both];
  return { name: "words", documents: all.map((json, index) => ({ json, source: String(index) })) };
}
