import type { Site } from "../generate.ts";
import type { Page } from "./Page.ts";

/** An entry of the sidebar, as Starlight has it. */
export interface SidebarEntry {
  readonly label: string;
  readonly link?: string;
  readonly items?: readonly SidebarEntry[];
}

/** Guides, and the pages that list the rest: a sidebar with every page would be larger than any of them. */
export function sidebarOf({ guides, tools, pages }: Site): SidebarEntry[] {
  const entry = ({ title, path }: Page): SidebarEntry => ({ label: title, link: path });
  const documents = pages.filter(({ kind }) => kind === "document");
  return [
    ...(guides.length > 0 ? [{ label: "Guides", items: guides.map(entry) }] : []),
    { label: "Reference", items: REFERENCE.map(([label, link]) => ({ label, link })) },
    { label: "More", items: [...tools, ...documents].map(entry) },
  ];
}

const REFERENCE = [
  ["Operations", "/operations/"],
  ["Models", "/models/"],
  ["Records", "/records/"],
  ["Permission sets", "/permission-sets/"],
  ["Functions and types", "/api/"],
  ["Options", "/options/"],
  ["Hooks", "/hooks/"],
  ["Errors", "/errors/"],
] as const;
