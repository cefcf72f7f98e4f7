import { fromBytes } from "../../data/bytes.ts";
import type { DataValue } from "../../data/dataValue.ts";
import { decodeBlock } from "../../data/decodeCbor.ts";
import { setOwn } from "../../data/plainMap.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { CommitEvent, DeleteEvent, RecordEvent } from "../model/StreamEvent.ts";
import type { OpPlace } from "./OpPlace.ts";
import { cidAt } from "./readCommit.ts";

/** What all events of a commit share. */
export interface CommitInfo {
  readonly seq: number;
  readonly time: string;
  readonly host: string;
  readonly did: string;
  readonly rev: string;
}

/** Events of commits have much that few ask for: that is made when it is asked for. */
abstract class OpEvent {
  readonly kind = "commit";
  readonly seq: number;
  readonly time: string;
  readonly host: string;
  readonly did: string;
  readonly rev: string;
  readonly live: boolean;
  readonly collection: string;
  readonly rkey: string;
  abstract readonly action: "create" | "update" | "delete";

  constructor({ seq, time, host, did, rev }: CommitInfo, collection: string, rkey: string, live: boolean) {
    this.seq = seq;
    this.time = time;
    this.host = host;
    this.did = did;
    this.rev = rev;
    this.live = live;
    this.collection = collection;
    this.rkey = rkey;
  }

  get uri(): string {
    return `at://${this.did}/${this.collection}/${this.rkey}`;
  }
}

/** A record that was deleted. */
export class DeletedRecord extends OpEvent implements DeleteEvent {
  readonly action = "delete";
  declare readonly cid?: undefined;
  declare readonly record?: undefined;

  is<T>(schema: RecordSchema<T>): this is CommitEvent<T> {
    return schema.nsid === this.collection;
  }

  toJSON(): object {
    return { ...this, uri: this.uri };
  }
}

/** A record that came as JSON. */
export class JsonRecord extends OpEvent implements RecordEvent {
  readonly action: "create" | "update";
  readonly cid: string;
  readonly record: unknown;

  constructor(
    info: CommitInfo,
    op: {
      readonly action: "create" | "update";
      readonly collection: string;
      readonly rkey: string;
      readonly cid: string;
      readonly record: unknown;
      readonly live: boolean;
    },
  ) {
    super(info, op.collection, op.rkey, op.live);
    this.action = op.action;
    this.cid = op.cid;
    this.record = op.record;
  }

  is<T>(schema: RecordSchema<T>): this is CommitEvent<T> {
    return schema.nsid === this.collection && schema.is(this.record);
  }

  toJSON(): object {
    return { ...this, uri: this.uri };
  }
}

/** A record that came as a block of a CAR. */
export class BlockRecord extends OpEvent implements RecordEvent {
  readonly action: "create" | "update";
  #bytes: Uint8Array;
  #place: Pick<OpPlace, "cidStart" | "cidEnd" | "blockStart" | "blockEnd">;
  #record: unknown;

  constructor(info: CommitInfo, action: "create" | "update", op: OpPlace, bytes: Uint8Array) {
    super(info, op.collection, op.rkey, true);
    this.action = action;
    this.#bytes = bytes;
    this.#place = op;
  }

  get cid(): string {
    const { cidStart, cidEnd } = this.#place;
    return cidAt(this.#bytes, cidStart, cidEnd);
  }

  get record(): unknown {
    if (this.#record === undefined) {
      const { blockStart, blockEnd } = this.#place;
      const { value, hasBytes } = decodeBlock(this.#bytes, blockStart, blockEnd);
      this.#record = hasBytes ? withBytes(value) : value;
    }
    return this.#record;
  }

  is<T>(schema: RecordSchema<T>): this is CommitEvent<T> {
    return schema.nsid === this.collection && this.#isData() && schema.is(this.record);
  }

  /** Copies what it needs, so that it does not keep all of the frame. */
  detach(): void {
    const { cidStart, cidEnd, blockStart, blockEnd } = this.#place;
    const cidLength = cidEnd - cidStart;
    const length = cidLength + blockEnd - blockStart;
    // Of one that is little more than its record there is nothing to be gained.
    if (length * 2 > this.#bytes.buffer.byteLength) return;
    const own = new Uint8Array(length);
    own.set(this.#bytes.subarray(cidStart, cidEnd));
    own.set(this.#bytes.subarray(blockStart, blockEnd), cidLength);
    this.#bytes = own;
    this.#place = { cidStart: 0, cidEnd: cidLength, blockStart: cidLength, blockEnd: length };
  }

  toJSON(): object {
    const { uri, cid, record } = this;
    return { ...this, uri, cid, record };
  }

  /** What is no data has no shape either. */
  #isData(): boolean {
    try {
      return this.record !== undefined;
    } catch {
      return false;
    }
  }
}

/** A value with its bytes as they are in JSON. It was decoded, so it need not be looked at once more, as `dataToJson` does. */
function withBytes(value: DataValue): unknown {
  if (value instanceof Uint8Array) return fromBytes(value);
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== "object" || value === null) return value;
  const copy: { [key: string]: unknown } = {};
  for (const [key, one] of Object.entries(value)) setOwn(copy, key, withBytes(one));
  return copy;
}
