import { type Contender, collection } from "./Contender.ts";
import { load } from "./load.ts";

interface Rpc {
  get(nsid: string, options: { params: object }): Promise<object>;
  post(nsid: string, options: { input: object }): Promise<object>;
}

interface AtcuteClient {
  readonly Client: new (options: { handler: object }) => Rpc;
  /** Throws where the answer is an error. */
  ok<Data>(response: Promise<object>): Promise<Data>;
}

/** `@atcute/client` with `@atcute/password-session`. */
export async function atcute(): Promise<Contender> {
  const { Client, ok } = await load<AtcuteClient>("@atcute/client");
  const { PasswordSession } = await load<{
    PasswordSession: { login(credentials: object): Promise<{ readonly did: string }> };
  }>("@atcute/password-session");
  return {
    async login({ service, identifier, password }) {
      const session = await PasswordSession.login({ service, identifier, password });
      const rpc = new Client({ handler: session });
      const repo = session.did;
      return {
        async read(rkey) {
          const params = { repo, collection, rkey };
          const data = ok<{ readonly value?: { readonly text?: unknown } }>(
            rpc.get("com.atproto.repo.getRecord", { params }),
          );
          return (await data).value?.text;
        },
        write(text) {
          const record = { $type: collection, text, createdAt: new Date().toISOString() };
          return ok(rpc.post("com.atproto.repo.createRecord", { input: { repo, collection, record } }));
        },
      };
    },
  };
}
