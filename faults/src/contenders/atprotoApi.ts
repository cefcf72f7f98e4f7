import { type Contender, collection } from "./Contender.ts";
import { load } from "./load.ts";

interface AtpAgent {
  login(credentials: { identifier: string; password: string }): Promise<unknown>;
  post(record: { text: string; createdAt: string }): Promise<unknown>;
  readonly assertDid: string;
  readonly com: {
    readonly atproto: {
      readonly repo: {
        getRecord(params: object): Promise<{ readonly data: { readonly value?: { readonly text?: unknown } } }>;
      };
    };
  };
}

/** `@atproto/api`. */
export async function atprotoApi(): Promise<Contender> {
  const { AtpAgent } = await load<{ AtpAgent: new (options: { service: string }) => AtpAgent }>("@atproto/api");
  return {
    async login({ service, identifier, password }) {
      const agent = new AtpAgent({ service });
      await agent.login({ identifier, password });
      return {
        async read(rkey) {
          const { data } = await agent.com.atproto.repo.getRecord({ repo: agent.assertDid, collection, rkey });
          return data.value?.text;
        },
        write: (text) => agent.post({ text, createdAt: new Date().toISOString() }),
      };
    },
  };
}
