import {
  buildAtUri,
  countGraphemes,
  isCid,
  isDatetime,
  isLanguage,
  isUri,
  nextTid,
  normalizeDatetime,
  normalizeHandle,
  now,
  parseAtUri,
  parseDid,
  parseLanguage,
  parseNsid,
  parseTid,
  setGraphemeCounter,
  utf8Length,
} from "bluesky/syntax";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const uri = "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/3jzfcijpj2z2a";

export const cases: Cases = {
  "identifiers are read and written": async () => {
    const { authority = "", collection = "", rkey = "" } = parseAtUri(uri);
    same(buildAtUri({ authority, collection, rkey }), uri);
    same(parseDid(authority).method, "plc");
    same(parseNsid(collection).name, "post");
    same(normalizeHandle("Alice.Test"), "alice.test");
    same(isCid("bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"), true);
    same(isUri("https://example.com/ü"), isUri("https://example.com/%C3%BC"));
    await fails("invalid_syntax", () => parseAtUri("at://"));
  },

  "times are": () => {
    same(isDatetime(now()), true);
    same(normalizeDatetime("2026-01-31T12:00:00+01:00"), "2026-01-31T11:00:00.000Z");
    const [first, second] = [nextTid(), nextTid()];
    same([first < second, parseTid(first).timestamp > 0], [true, true]);
  },

  "languages are": () => {
    same([isLanguage("de-DE"), parseLanguage("de-DE").language], [true, "de"]);
  },

  "bytes of a text are counted": () => same(utf8Length("aü🙂\ud800"), 10),

  "characters of a text are counted": () => same(countGraphemes("👩‍👩‍👧e\u0301"), 2),

  "characters are counted by a library's function": () => {
    setGraphemeCounter((text) => text.length);
    try {
      same(countGraphemes("abc"), 3);
    } finally {
      setGraphemeCounter(undefined);
    }
  },
};
