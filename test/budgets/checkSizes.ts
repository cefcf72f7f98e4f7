/** What a program takes, and why it is more than it was. */
export interface RecordedSize {
  readonly bytes: number;
  readonly reason: string;
}

/** By how much a program may grow without a word, and shrink. */
const SLACK = 0.01;

/**
 * Holds measured sizes to the recorded ones. A program may grow by one per cent; beyond that the new size is recorded, with the
 * reason. Nothing goes above its ceiling.
 *
 * @param text the file of recorded sizes, as JSON
 * @param file its name, for messages
 * @returns one sentence for each size that breaks a rule, with file and line
 */
export function checkSizes(
  text: string,
  file: string,
  measured: Readonly<Record<string, { readonly bytes: number; readonly ceiling: number }>>,
): string[] {
  const recorded = JSON.parse(text) as Readonly<Record<string, RecordedSize | undefined>>;
  const lines = text.split("\n");
  const place = (name: string): string => `${file}:${lines.findIndex((line) => line.includes(`"${name}":`)) + 1}`;
  return Object.entries(measured).flatMap(([name, { bytes, ceiling }]) => {
    const known = recorded[name];
    if (!known)
      return [`${file}:1 has no size of "${name}": record ${bytes} bytes with \`npm run sizes -- "the reason"\``];
    if (!known.reason.trim()) return [`${place(name)} gives no reason for the size of "${name}"`];
    if (bytes > ceiling) return [`${place(name)} "${name}" takes ${bytes} bytes, above its ceiling of ${ceiling}`];
    if (bytes <= known.bytes * (1 + SLACK)) return [];
    const percent = ((bytes / known.bytes - 1) * 100).toFixed(1);
    return [
      `${place(name)} "${name}" takes ${bytes} bytes, ${percent}% more than the ${known.bytes} recorded: record it with ` +
        '`npm run sizes -- "the reason"`, or undo what made it grow',
    ];
  });
}
