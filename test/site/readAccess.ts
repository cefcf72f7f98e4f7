import { runInNewContext } from "node:vm";
import type { Network } from "bluesky-devnet";
import type { OperationDefinition } from "bluesky-lexgen";
import type { Answers, ServerKind } from "../../site/generate/lexicons/accessOf.ts";
import { exampleOf } from "../../site/generate/lexicons/exampleOf.ts";
import type { Lexicons } from "../../site/generate/lexicons/Lexicons.ts";

type Node = Parameters<typeof exampleOf>[0];

/** Asks every server of a network for every operation, without a login. */
export async function readAccess(net: Network, lexicons: Lexicons): Promise<Record<string, Answers>> {
  const { pds, appView, ozone } = net.services;
  const servers: [ServerKind, string | undefined][] = [
    ["pds", pds.url],
    ["appView", appView?.url],
    ["ozone", ozone?.url],
    ["video", net.video?.url],
  ];
  const found: Record<string, Answers> = {};
  for (const { definitions } of lexicons.program.documents) {
    for (const definition of definitions) {
      if (definition.kind !== "query" && definition.kind !== "procedure") continue;
      const answers = await Promise.all(
        servers.map(async ([server, url]) => [server, url && (await ask(url, definition, lexicons))] as const),
      );
      found[definition.nsid] = Object.fromEntries(answers.filter(([, answer]) => answer !== undefined));
    }
  }
  return found;
}

/** Nothing where the server does not know the operation. */
async function ask(
  url: string,
  definition: OperationDefinition,
  lexicons: Lexicons,
): Promise<"open" | "login" | undefined> {
  const { nsid, kind, parameters, input } = definition;
  const query = new URLSearchParams();
  for (const { name, node, required } of parameters?.properties ?? []) {
    if (!required) continue;
    for (const value of [exampleValue(node, lexicons, name)].flat()) query.append(name, String(value));
  }
  const body = input?.schema ? JSON.stringify(exampleValue(input.schema, lexicons)) : new Blob(["..."]);
  const type = input?.schema ? "application/json" : "application/octet-stream";
  const response = await fetch(`${url}/xrpc/${nsid}?${query}`, {
    method: kind === "query" ? "GET" : "POST",
    ...(input ? { body, headers: { "content-type": type } } : {}),
  });
  await response.body?.cancel();
  if (response.status === 501) return;
  return response.status === 401 ? "login" : "open";
}

function exampleValue(node: Node, lexicons: Lexicons, property?: string): unknown {
  return runInNewContext(`(${exampleOf(node, lexicons, property === undefined ? {} : { property })})`, {
    variant: (value: unknown) => value,
  });
}
