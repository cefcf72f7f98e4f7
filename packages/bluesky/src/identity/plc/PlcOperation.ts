/** A server of an account, as the directory has it. */
export interface PlcService {
  /** What kind of server it is, as `AtprotoPersonalDataServer`. */
  readonly type: string;
  /** Its URL. */
  readonly endpoint: string;
}

/** What an operation says about a DID: all of it, every time. */
export interface PlcData {
  /** Keys that may sign the next operation, as `did:key`: one to five, those of the highest authority first. */
  readonly rotationKeys: readonly string[];
  /** The account's public keys, as `did:key`. `atproto` is the one that signs the repository. */
  readonly verificationMethods: Readonly<Record<string, string>>;
  /** Its names: the handle, with `at://` before it, is the first of those that begin so. */
  readonly alsoKnownAs: readonly string[];
  /** Its servers. `atproto_pds` is the one that has the repository. */
  readonly services: Readonly<Record<string, PlcService>>;
}

/** An operation that is signed. */
export interface PlcUpdate extends PlcData {
  readonly type: "plc_operation";
  /** The CID of the operation before it; `null` for the first one. */
  readonly prev: string | null;
  /** The signature of all of the rest, in base 64 for URLs. */
  readonly sig: string;
}

/** The end of a DID. */
export interface PlcTombstone {
  readonly type: "plc_tombstone";
  /** The CID of the operation before it. */
  readonly prev: string;
  /** The signature of all of the rest, in base 64 for URLs. */
  readonly sig: string;
}

/** How a DID began in the first months of the directory. Nobody makes these any more. */
export interface PlcLegacyCreate {
  readonly type: "create";
  /** The key that signs the repository, and the second rotation key. */
  readonly signingKey: string;
  /** The first rotation key. */
  readonly recoveryKey: string;
  /** The handle, without `at://`. */
  readonly handle: string;
  /** The URL of the PDS. */
  readonly service: string;
  /** It is always the first. */
  readonly prev: null;
  /** The signature of all of the rest, in base 64 for URLs. */
  readonly sig: string;
}

/** What a log is made of. */
export type PlcOperation = PlcUpdate | PlcTombstone | PlcLegacyCreate;

/** An operation as it stands in the audit log of a directory. */
export interface PlcEntry {
  /** The DID. */
  readonly did: string;
  /** The operation. */
  readonly operation: PlcOperation;
  /** Its CID. */
  readonly cid: string;
  /** Whether it counts no more, for a key of higher authority has signed another one in its place. */
  readonly nullified: boolean;
  /** When the directory took it. That is the directory's word: no signature covers it. */
  readonly createdAt: string;
}

/** What signs operations: a key of `generateKey` or `importKey`, or anything that has these two. */
export interface PlcSigner {
  /** The public key, as `did:key`. */
  readonly did: string;
  /** Signs the SHA-256 of bytes: 64 bytes, with a low S. */
  sign(data: Uint8Array): Uint8Array | PromiseLike<Uint8Array>;
}
