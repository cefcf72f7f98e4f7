import { type Contender, collection } from "./Contender.ts";
import { load } from "./load.ts";

interface LexClient {
  getRecord(
    collection: string,
    rkey: string,
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
    async login({ service, identifier, password }) {
      const client = new Client(await PasswordSession.login({ service, identifier, password }));
      return {
        read: async (rkey) => (await client.getRecord(collection, rkey)).body.value?.text,
        write: (text) => client.createRecord({ $type: collection, text, createdAt: new Date().toISOString() }),
      };
    },
  };
}
