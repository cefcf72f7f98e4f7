import { generateKey } from "../../crypto/signing/generateKey.ts";
import type { SigningKey } from "../../crypto/signing/SigningKey.ts";
import { createPlcOperation } from "../../identity/plc/createPlcOperation.ts";
import { cidOfOperation } from "../../identity/plc/operationHash.ts";
import type { PlcUpdate } from "../../identity/plc/PlcOperation.ts";
import { signPlcUpdate } from "../../identity/plc/signPlcUpdate.ts";
import { verifyPlcLog } from "../../identity/plc/verifyPlcLog.ts";
import { type Directory, KEY } from "./createServers.ts";

/** A directory in memory that has one `did:plc`, and signs for its old server. */
export interface TestDirectory extends Directory {
  /** A rotation key of the account's own. */
  readonly key: SigningKey;
  readonly log: readonly object[];
}

export async function createDirectory(pds: string, handle: string): Promise<TestDirectory> {
  const key = await generateKey("p256");
  const { did, operation } = await createPlcOperation({ handle, pds, signingKey: KEY }, key);
  const log: object[] = [];
  const append = async (next: PlcUpdate): Promise<void> => {
    const createdAt = new Date().toISOString();
    log.push({ did, operation: next, cid: await cidOfOperation(next), nullified: false, createdAt });
  };
  await append(operation);
  const namedServer = async (): Promise<string> =>
    (await verifyPlcLog(did, log)).data?.services.atproto_pds?.endpoint ?? "";
  return {
    ...{ did, key, log, namedServer },
    async answer(path, body) {
      const input = body === undefined ? {} : JSON.parse(body);
      switch (path) {
        case `/${did}/log/audit`:
          return Response.json(log);
        case `/${did}`: {
          const serviceEndpoint = await namedServer();
          const service = [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint }];
          return Response.json({ id: did, alsoKnownAs: [`at://${handle}`], service });
        }
        case "/xrpc/com.atproto.identity.requestPlcOperationSignature":
          return new Response("");
        case "/xrpc/com.atproto.identity.signPlcOperation": {
          const { token: _, ...data } = input;
          return Response.json({ operation: await signPlcUpdate(await verifyPlcLog(did, log), key, () => data) });
        }
        case "/xrpc/com.atproto.identity.submitPlcOperation":
          await append(input.operation);
          return new Response("");
      }
      return undefined;
    },
  };
}
