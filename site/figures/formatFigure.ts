import type { Figure } from "../../bench/FigureTable.ts";

/** A number as it stands on the page: bytes as they are, all else with three digits. */
export function formatNumber(value: number, unit: Figure["unit"]): string {
  if (unit === "bytes") return value.toLocaleString("en");
  const digits = { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return value >= 1_000 ? Math.round(value).toLocaleString("en") : value.toLocaleString("en", digits);
}

/** A figure with its unit: the median of its processes, and between which it lies where they differ. */
export function formatWithUnit({ least, median, most, unit }: Figure): string {
  const [from, middle, to] = [least, median, most].map((value) => formatNumber(value, unit));
  const measure = unit === "times" ? `${middle}` : `${middle} ${unit}`;
  return from === to ? measure : `${measure} (${from} to ${to})`;
}

/** The median alone, for a picture. */
export function formatMedian({ median, unit }: Figure): string {
  return `${formatNumber(median, unit)} ${unit}`;
}
