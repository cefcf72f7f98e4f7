/** What `client.call` takes for an NSID. */
export type UntypedRequest = UntypedQuery | UntypedProcedure;

interface UntypedQuery {
  /** Parameters of the query string. An array repeats its key; undefined ones are left out. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly input?: undefined;
  /** @default "POST" with an input, "GET" without */
  readonly method?: "GET" | undefined;
}

interface UntypedProcedure extends Pick<UntypedQuery, "params"> {
  /** A body, sent as JSON. */
  readonly input?: unknown;
  /** @default "POST" with an input, "GET" without */
  readonly method?: "POST" | undefined;
}
