/** What a service token says, once it is verified. */
export interface ServiceToken {
  /** The DID of the account or service that has made it, without a fragment. */
  readonly did: string;
  /** The service of that DID that has made it: `atproto_labeler`, for instance. `undefined` for an account. */
  readonly service: string | undefined;
  /** The issuer as it stands in the token: the DID, and the service behind a `#`. */
  readonly iss: string;
  /** Whom it is for, as it stands in the token. */
  readonly aud: string;
  /** The NSID of the operation that it allows. */
  readonly lxm: string | undefined;
  /** When it ends, in seconds since 1970. */
  readonly exp: number;
  /** When it was made, in seconds since 1970. */
  readonly iat: number | undefined;
  /** Its number. */
  readonly jti: string | undefined;
}
