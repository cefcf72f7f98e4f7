import type { Schema } from "../lexicons/Collected.ts";

/** One field of a form, or a group of them, with what was entered. Which elements show it is not known here. */
export type FormNode = TextNode | JsonNode | FileNode | ListNode | ObjectNode | UnionNode;

/** A string, an integer, a boolean, a link or bytes. */
export interface TextNode {
  readonly kind: "text";
  readonly schema: Schema;
  text: string;
  /** Whether a text without a character is sent as such. Otherwise nothing is. */
  sendEmpty: boolean;
}

/** Any object: JSON, or a record that the form has fields for. */
export interface JsonNode {
  readonly kind: "json";
  readonly schema: Schema;
  text: string;
  /** The fields of the collection that was chosen, instead of JSON. */
  record: ObjectNode | undefined;
}

/** A file: a blob of a record, or a whole body. */
export interface FileNode {
  readonly kind: "file";
  readonly schema: Schema;
  file: ChosenFile | undefined;
}

export interface ListNode {
  readonly kind: "list";
  readonly schema: Schema;
  readonly items: FormNode[];
  readonly makeItem: () => FormNode;
  /** Whether a list without items is sent as such. */
  readonly required: boolean;
}

export interface ObjectNode {
  readonly kind: "object";
  readonly schema: Schema;
  /** What is sent as its `$type`, where it has to have one. */
  readonly type: string | undefined;
  /** Whether it is sent. Its members are made when it is first. */
  included: boolean;
  readonly members: Member[];
  readonly makeMembers: () => Member[];
}

export interface UnionNode {
  readonly kind: "union";
  readonly schema: Schema;
  /** The `$type` that was chosen; `""` for none, `"json"` for one that the lexicon does not know. */
  choice: string;
  variant: FormNode | undefined;
  text: string;
  readonly makeVariant: (type: string) => FormNode;
}

/** A property of an object. */
export interface Member {
  readonly name: string;
  readonly node: FormNode;
  readonly required: boolean;
  /** Whether it can be `null`. */
  readonly nullable: boolean;
  /** Whether `null` is sent. */
  isNull: boolean;
}

/** A file that was chosen, and the reference that it gets when it is uploaded. */
export class ChosenFile {
  readonly data: Blob;
  readonly name: string;
  readonly type: string;
  /** What stands for it where a value is checked or shown. Its CID is that of the file. */
  readonly blob: object;

  constructor(data: Blob, name: string, cid: string) {
    this.data = data;
    this.name = name;
    this.type = data.type || "application/octet-stream";
    this.blob = { $type: "blob", ref: { $link: cid }, mimeType: this.type, size: data.size };
  }
}
