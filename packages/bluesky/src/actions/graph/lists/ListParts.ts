import type { List } from "../../../lexicons/app/bsky/graph/list.ts";
import type { Text } from "../../../richtext/model/RichText.ts";

/** What a list can say beside its name. */
export interface ListParts {
  /** What it is about, with facets where it is rich text. */
  readonly description?: Text | undefined;
  /** Its picture, which has been uploaded. */
  readonly avatar?: List["avatar"];
}

/** A description, as records of lists and starter packs have it. */
export function toDescription(text: Text | undefined): Pick<List, "description" | "descriptionFacets"> {
  if (text === undefined) return {};
  if (typeof text === "string") return { description: text };
  return { description: text.text, ...(text.facets?.length && { descriptionFacets: [...text.facets] }) };
}

/** A change of a name, a description or an avatar. What is not said stays as it is; what is null goes. */
export interface ListEdit {
  /** Its name. */
  readonly name?: string | undefined;
  /** What it is about. */
  readonly description?: Text | null | undefined;
  /** Its picture. Starter packs have none. */
  readonly avatar?: List["avatar"] | null;
}

/** The record of a list or a starter pack as it is after a change. */
export function applyEdit<T extends { readonly name: string }>(record: T, { name, description, avatar }: ListEdit): T {
  const changed: Record<string, unknown> = { ...record };
  if (name !== undefined) changed.name = name;
  if (description !== undefined) {
    delete changed.description;
    delete changed.descriptionFacets;
    Object.assign(changed, toDescription(description ?? undefined));
  }
  if (avatar === null) delete changed.avatar;
  else if (avatar !== undefined) changed.avatar = avatar;
  return changed as T; // it has all that it had, or what takes its place
}
