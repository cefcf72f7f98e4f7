import { ChosenFile } from "../form/FormNode.ts";
import { filesIn, replaceFiles } from "../form/readForm.ts";
import type { CallDescription } from "./CallDescription.ts";
import { isSecretName, toVariable } from "./toSource.ts";

/** The same call for a shell: with curl, and jq where there is a login. */
export function makeCurl(call: CallDescription): string {
  const { nsid, operation, params, input, service } = call;
  const url = `${service}/xrpc/${nsid}`;
  const login = call.identifier === undefined ? [] : [makeLogin(service, call.identifier), ""];
  const isBody = input instanceof ChosenFile;
  const uploads = isBody ? [] : filesIn(input).flatMap((file) => [makeUpload(service, file), ""]);
  const parts = [
    ...(operation.kind === "procedure" ? ["--request POST"] : []),
    ...(login.length > 0 ? ['--header "Authorization: Bearer $ACCESS_JWT"'] : []),
    ...(toProxy(call) ? [`--header ${quote(`atproto-proxy: ${toProxy(call)}`)}`] : []),
    ...(isBody ? [`--header ${quote(`content-type: ${input.type}`)}`, `--data-binary ${quote(`@${input.name}`)}`] : []),
    ...(operation.input && !isBody
      ? [`--header 'content-type: application/json'`, `--data ${toBody(input ?? {})}`]
      : []),
    ...(operation.output === undefined || operation.output.startsWith("application/json") ? [] : ["--output answer"]),
    `${quote(url).slice(0, -1)}${toQuery(params)}'`,
  ];
  return `${[...login, ...uploads].map((line) => `${line}\n`).join("")}curl ${parts.join(" \\\n  ")}\n`;
}

function makeLogin(service: string, identifier: string): string {
  const body = toBody({ identifier, password: "password" }, () => "BLUESKY_APP_PASSWORD");
  const url = quote(`${service}/xrpc/com.atproto.server.createSession`);
  return [
    `ACCESS_JWT=$(curl --silent --header 'content-type: application/json' \\`,
    `  --data ${body} \\`,
    `  ${url} | jq --raw-output .accessJwt)`,
  ].join("\n");
}

function makeUpload(service: string, { name, type }: ChosenFile): string {
  return [
    `curl --header "Authorization: Bearer $ACCESS_JWT" --header ${quote(`content-type: ${type}`)} \\`,
    `  --data-binary ${quote(`@${name}`)} \\`,
    `  ${quote(`${service}/xrpc/com.atproto.repo.uploadBlob`)}`,
  ].join("\n");
}

/** The service that the package has such an operation passed on to, where nobody names another. */
function toProxy({ proxy, nsid, identifier }: CallDescription): string | undefined {
  if (proxy !== undefined || identifier === undefined) return proxy;
  return nsid.startsWith("chat.bsky.") ? "did:web:api.bsky.chat#bsky_chat" : undefined;
}

/** JSON between quotes of the shell, with variables for secrets. */
function toBody(value: unknown, toName: (name: string) => string = toVariable): string {
  const secrets: string[] = [];
  const hide = (part: unknown, name: string): unknown => {
    if (typeof part === "string" && part !== "" && isSecretName(name)) return `\0${secrets.push(toName(name)) - 1}\0`;
    if (Array.isArray(part)) return part.map((item) => hide(item, name));
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, hide(inner, key)]));
  };
  const json = JSON.stringify(
    hide(
      replaceFiles(value, (file) => file.blob),
      "",
    ),
    null,
    2,
  );
  return quote(json).replaceAll(/\\u0000(\d+)\\u0000/g, (text, index: string) => {
    const name = secrets[Number(index)];
    return name === undefined ? text : `'"$${name}"'`;
  });
}

/** Parameters, as they go on in a word between quotes. */
function toQuery(params: unknown): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(params ?? {})) {
    for (const item of [value].flat()) {
      const isHidden = typeof item === "string" && item !== "" && isSecretName(name);
      const shown = isHidden ? `'"$${toVariable(name)}"'` : encodeURIComponent(String(item)).replaceAll("'", "%27");
      pairs.push(`${name}=${shown}`);
    }
  }
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** A text as one word of a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
