import { type Contender, collection, type Given, signalOf } from "./Contender.ts";
import { load } from "./load.ts";

interface AtpAgent {
  login(credentials: { identifier: string; password: string }): Promise<unknown>;
  post(record: { text: string; createdAt: string }): Promise<unknown>;
  readonly assertDid: string;
  readonly com: {
    readonly atproto: {
      readonly repo: {
        getRecord(
          params: object,
          options?: { signal?: AbortSignal | undefined },
        ): Promise<{ readonly data: { readonly value?: { readonly text?: unknown } } }>;
      };
    };
  };
}

interface AtpAgentOptions {
  readonly service: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly persistSession?: () => Promise<void>;
}

/** `@atproto/api`. */
export async function atprotoApi(): Promise<Contender> {
  const { AtpAgent } = await load<{ AtpAgent: new (options: AtpAgentOptions) => AtpAgent }>("@atproto/api");
  return {
    hasHooks: false,
    async login({ service, identifier, password }, given: Given = {}) {
      const { fetch, store } = given;
      const agent = new AtpAgent({ service, ...(fetch && { fetch }), ...(store && { persistSession: store }) });
      await agent.login({ identifier, password });
      return {
        async read(rkey) {
          const params = { repo: agent.assertDid, collection, rkey };
          const { data } = await agent.com.atproto.repo.getRecord(params, { signal: signalOf(given) });
          return data.value?.text;
        },
        write: (text, more) => agent.post({ text, createdAt: new Date().toISOString(), ...more }),
      };
    },
    async readAsNobody(service, repo, rkey) {
      const { data } = await new AtpAgent({ service }).com.atproto.repo.getRecord({ repo, collection, rkey });
      return data.value?.text;
    },
  };
}
