import type { PeopleOptions } from "../../actions/graph/find/PeopleOptions.ts";
import { addMembers } from "../../actions/graph/lists/addMembers.ts";
import type { MembersChanged } from "../../actions/graph/lists/changeMembers.ts";
import { type CreateListOptions, createList } from "../../actions/graph/lists/createList.ts";
import { type CreateStarterPackOptions, createStarterPack } from "../../actions/graph/lists/createStarterPack.ts";
import { deleteList } from "../../actions/graph/lists/deleteList.ts";
import { editList } from "../../actions/graph/lists/editList.ts";
import { editStarterPack, type StarterPackEdit } from "../../actions/graph/lists/editStarterPack.ts";
import type { ListEdit } from "../../actions/graph/lists/ListParts.ts";
import { listMembers } from "../../actions/graph/lists/listMembers.ts";
import type { ManyWritesOptions } from "../../actions/graph/lists/ManyWritesOptions.ts";
import { removeMembers } from "../../actions/graph/lists/removeMembers.ts";
import { setMembers } from "../../actions/graph/lists/setMembers.ts";
import type { ActorRef } from "../../actions/refs/ActorRef.ts";
import type { Done } from "../../actions/refs/Done.ts";
import type { SubjectRef } from "../../actions/refs/PostRef.ts";
import type { ProfileView } from "../../lexicons/app/bsky/actor/defs.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

/** The functions of `bluesky/actions` for lists and starter packs, bound to a client. A starter pack is named where a list is, too. */
export interface BoundLists {
  /** Creates a list: `createList`. */
  create(name: string, options?: CreateListOptions): Promise<Done>;
  /** Changes the name, the description or the picture of a list: `editList`. */
  edit(list: SubjectRef, edit: ListEdit, options?: CallOptions): Promise<Done>;
  /** Deletes a list with its members, or a starter pack with its list: `deleteList`. */
  delete(list: SubjectRef, options?: ManyWritesOptions): Promise<Done>;
  /** Puts accounts on a list: `addMembers`. */
  add(list: SubjectRef, actors: Iterable<ActorRef>, options?: ManyWritesOptions): Promise<MembersChanged>;
  /** Takes accounts off a list: `removeMembers`. */
  remove(list: SubjectRef, actors: Iterable<ActorRef>, options?: ManyWritesOptions): Promise<MembersChanged>;
  /** Makes these accounts the members of a list, and no others: `setMembers`. */
  setMembers(list: SubjectRef, actors: Iterable<ActorRef>, options?: ManyWritesOptions): Promise<MembersChanged>;
  /** The members of a list: `listMembers`. */
  members(list: SubjectRef, options?: PeopleOptions): AsyncGenerator<ProfileView, void, undefined>;
  /** Creates a starter pack with its list. */
  createStarterPack(name: string, members: Iterable<ActorRef>, options?: CreateStarterPackOptions): Promise<Done>;
  /** Changes the name, the description or the feeds of a starter pack. */
  editStarterPack(pack: SubjectRef, edit: StarterPackEdit, options?: CallOptions): Promise<Done>;
}

/** Binds the functions for lists to a client. */
export function bindLists(client: ClientLike): BoundLists {
  return bind<BoundLists>(client, {
    ...{ create: createList, edit: editList, delete: deleteList, createStarterPack, editStarterPack },
    ...{ add: addMembers, remove: removeMembers, setMembers, members: listMembers },
  });
}
