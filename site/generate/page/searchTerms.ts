/**
 * What a page is to be found by, of the names that it is about: each name, the word that each part of it begins
 * (`CreateSessionResponseBody`, `createSession`), and its words. The search engine finds beginnings of words by itself.
 */
export function searchTerms(names: readonly string[]): string[] {
  const terms = new Set<string>();
  for (const name of names) {
    terms.add(name);
    for (const part of name.split(/[^\p{L}\p{N}]+/u)) {
      const words = part.match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z0-9]+/g) ?? [];
      // Every tail: whoever types from the middle of a name types from the beginning of one of its words.
      for (let from = 0; from < words.length; from++) terms.add(words.slice(from).join(""));
    }
  }
  return [...terms];
}
