import { Block } from "../../../lexicons/app/bsky/graph/block.ts";
import { Follow } from "../../../lexicons/app/bsky/graph/follow.ts";
import { Listblock } from "../../../lexicons/app/bsky/graph/listblock.ts";
import { readList, readProfile } from "../find/readProfile.ts";
import type { Relation } from "./Relation.ts";

export const follows: Relation<Follow> = { schema: Follow, read: readProfile, name: "following" };
export const blocks: Relation<Block> = { schema: Block, read: readProfile, name: "blocking" };
export const listBlocks: Relation<Listblock> = { schema: Listblock, read: readList, name: "blocked" };
