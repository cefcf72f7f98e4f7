import { type Contender, collection, type Given, signalOf } from "./Contender.ts";
import { load } from "./load.ts";

interface LexClient {
  getRecord(
    collection: string,
    rkey: string,
    options?: { readonly signal?: AbortSignal | undefined; readonly repo?: string },
  ): Promise<{ readonly body: { readonly value?: { readonly text?: unknown } } }>;
  createRecord(record: { $type: string; text: string; createdAt: string }): Promise<unknown>;
}

/** `@atproto/lex-client` with `@atproto/lex-password-session`. */
export async function lexClient(): Promise<Contender> {
  const { Client } = await load<{ Client: new (session: object) => LexClient }>("@atproto/lex-client");
  const { PasswordSession } = await load<{ PasswordSession: { login(options: object): Promise<object> } }>(
    "@atproto/lex-password-session",
  );
  return {
    hasHooks: false,
    async login({ service, identifier, password }, given: Given = {}) {
      const { fetch, store } = given;
      const options = { service, identifier, password, ...(fetch && { fetch }), ...(store && { onUpdated: store }) };
      const client = new Client(await PasswordSession.login(options));
      return {
        read: async (rkey) => (await client.getRecord(collection, rkey, { signal: signalOf(given) })).body.value?.text,
        write: (text, more) =>
          client.createRecord({ $type: collection, text, createdAt: new Date().toISOString(), ...more }),
      };
    },
    async readAsNobody(service, repo, rkey) {
      return (await new Client({ service }).getRecord(collection, rkey, { repo })).body.value?.text;
    },
  };
}
