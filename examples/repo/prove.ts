import { getRecord } from "bluesky/com/atproto/sync";
import { createIdentityResolver } from "bluesky/identity";
import { verifyRecordProof } from "bluesky/repo";
import { parseAtUri } from "bluesky/syntax";
import { client } from "./connect.ts";

const identity = createIdentityResolver({ network: client.options.network });
const { authority, collection = "", rkey = "" } = parseAtUri(process.argv[2] ?? "");
const { did, pds: service } = await identity.resolveIdentity(authority);
const answer = await getRecord(client, { did, collection, rkey }, { service });
const { exists, commit, value } = await verifyRecordProof(answer, { did, collection, rkey, identity });
console.log(exists ? `signed by ${did}, as of ${commit.rev}:` : `${did} has no such record as of ${commit.rev}`);
if (exists) console.log(JSON.stringify(value, undefined, 2));
