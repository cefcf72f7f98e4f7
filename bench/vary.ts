/**
 * The text of a response with other identifiers and times, none of which was seen before. Real answers differ from one
 * another; a processor learns the branches of strings that repeat, which flatters every validator.
 */
export function vary(text: string): string {
  return text.replaceAll(
    /did:plc:[a-z2-7]{24}|baf[ky]rei[a-z2-7]{52}|(?<=\/)3[a-z2-7]{12}(?=")|(?<="handle":")[a-z]+(?=\.)|(?<=\dT)\d\d:\d\d:\d\d(?=\.)/g,
    replace,
  );
}

function replace(found: string): string {
  if (found.startsWith("did:plc:")) return `did:plc:${draw(24)}`;
  if (found.startsWith("baf")) return `${found.slice(0, 7)}${draw(1, "abcdefgh")}${draw(50)}${draw(1, "aeimquy4")}`;
  if (found[2] === ":")
    return `${draw(1, "01")}${draw(1, "0123456789")}:${draw(1, "012345")}${draw(1, "0123456789")}:30`;
  return found.startsWith("3") ? `3${draw(12)}` : draw(found.length, LETTERS);
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const BASE_32 = `${LETTERS}234567`;
let state = 1;

/** Letters by a generator (xorshift) that starts the same in every process. */
function draw(count: number, letters = BASE_32): string {
  let text = "";
  for (let k = 0; k < count; k++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    text += letters[(state >>> 0) % letters.length];
  }
  return text;
}
