import { type Contender, collection, type Given, signalOf } from "./Contender.ts";
import { load } from "./load.ts";

interface Rpc {
  get(nsid: string, options: { params: object; signal?: AbortSignal | undefined }): Promise<object>;
  post(nsid: string, options: { input: object }): Promise<object>;
}

interface AtcuteClient {
  readonly Client: new (options: { handler: object }) => Rpc;
  readonly simpleFetchHandler: (options: { service: string }) => object;
  /** Throws where the answer is an error. */
  ok<Data>(response: Promise<object>): Promise<Data>;
}

/** What of a record is looked at. */
interface Read {
  readonly value?: { readonly text?: unknown };
}

/** `@atcute/client` with `@atcute/password-session`. */
export async function atcute(): Promise<Contender> {
  const { Client, simpleFetchHandler, ok } = await load<AtcuteClient>("@atcute/client");
  const { PasswordSession } = await load<{
    PasswordSession: { login(credentials: object, options: object): Promise<{ readonly did: string }> };
  }>("@atcute/password-session");
  return {
    hasHooks: false,
    async login({ service, identifier, password }, given: Given = {}) {
      const { fetch, store } = given;
      const options = { ...(fetch && { fetch }), ...(store && { onUpdate: store }) };
      const session = await PasswordSession.login({ service, identifier, password }, options);
      const rpc = new Client({ handler: session });
      const repo = session.did;
      return {
        async read(rkey) {
          const params = { repo, collection, rkey };
          const data = ok<Read>(rpc.get("com.atproto.repo.getRecord", { params, signal: signalOf(given) }));
          return (await data).value?.text;
        },
        write(text, more) {
          const record = { $type: collection, text, createdAt: new Date().toISOString(), ...more };
          return ok(rpc.post("com.atproto.repo.createRecord", { input: { repo, collection, record } }));
        },
      };
    },
    async readAsNobody(service, repo, rkey) {
      const rpc = new Client({ handler: simpleFetchHandler({ service }) });
      const data = ok<Read>(rpc.get("com.atproto.repo.getRecord", { params: { repo, collection, rkey } }));
      return (await data).value?.text;
    },
  };
}
