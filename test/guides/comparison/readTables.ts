/** A row of a table that says what something is called here. */
export interface ComparedName {
  /** The heading that it stands below, without backticks. */
  readonly section: string;
  /** The names of the other library: one, or several that are the same. */
  readonly theirs: readonly string[];
  /** What there is here, as Markdown. */
  readonly ours: string;
  /** Whether another page has the row, whose tests check it. */
  readonly isCopied: boolean;
}

/** The tables of a guide whose second column is what is here. */
export function readTables(markdown: string): ComparedName[] {
  const rows: ComparedName[] = [];
  let section = "";
  let isTable = false;
  let isCopied = false;
  for (const line of markdown.split("\n")) {
    const [, heading] = /^#+ (.*)$/.exec(line) ?? [];
    const [, theirs, ours] = /^\| (.+) \| (.+) \|$/.exec(line) ?? [];
    if (heading !== undefined) section = heading.replaceAll("`", "");
    if (line.startsWith("<!-- ")) isCopied = line.startsWith("<!-- rows: docs/");
    if (theirs === undefined || ours === undefined) isTable = false;
    else if (ours === "`bluesky`") isTable = true;
    else if (isTable && theirs !== "---") {
      rows.push({ section, theirs: [...theirs.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name), ours, isCopied });
    }
  }
  return rows;
}
