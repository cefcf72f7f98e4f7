import { type OperationDefinition, pascalNsid, type SubscriptionDefinition } from "bluesky-lexgen";
import { code, firstSentence, name, paragraphs, prose, table, tabs } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import { accessOf } from "./accessOf.ts";
import { callsOf } from "./callsOf.ts";
import { type Lexicons, namespaceOf } from "./Lexicons.ts";
import { fieldsOf } from "./modelPages.ts";
import { typeLink } from "./typeLink.ts";

/** Less than that of the model of its output: by an operation's name, what it gives is found first, and then the operation. */
const OPERATION_WEIGHT = 2;

/**
 * A page for every query, procedure and subscription.
 *
 * @param playground whether there is a page that calls operations: `#NSID` there is one
 */
export function operationPages(lexicons: Lexicons, playground: boolean): Page[] {
  return lexicons.program.documents.flatMap(({ definitions }) =>
    definitions.flatMap((definition) => {
      if (definition.kind === "query" || definition.kind === "procedure")
        return [operationPage(definition, lexicons, playground)];
      return definition.kind === "subscription" ? [subscriptionPage(definition, lexicons)] : [];
    }),
  );
}

function operationPage(definition: OperationDefinition, lexicons: Lexicons, playground: boolean): Page {
  const { nsid, kind, parameters, input, output, paging } = definition;
  const access = accessOf(definition);
  const facts = table(
    ["", ""],
    [
      ["NSID", `\`${nsid}\``],
      ["Kind", kind === "query" ? "query (`GET`)" : "procedure (`POST`)"],
      ["Login", access.login],
      ["Served by", access.served],
      ["Function", `\`${lexicons.exportedName(definition)}\` of \`${namespaceOf(nsid)}\``],
      ["Pages", paging ? `yes: \`.pages\` and \`.items\`${paging.items ? ` (of \`${paging.items}\`)` : ""}` : "no"],
    ],
  );
  return {
    kind: "operation",
    path: `/operations/${nsid}/`,
    title: nsid,
    description: firstSentence(definition.description ?? "") || `A ${kind} of AT Protocol.`,
    body: paragraphs(
      prose(definition.description ?? ""),
      facts,
      "## How to call it",
      tabs("call", callsOf(definition, lexicons)),
      playground ? `[Call it in the playground](/playground/#${nsid}).` : "",
      parameters && parameters.properties.length > 0 ? partOf("Parameters", "params", parameters, nsid, lexicons) : "",
      input ? bodyOf("Input", "input", input, nsid, lexicons) : "",
      output ? bodyOf("Output", "output", output, nsid, lexicons) : paragraphs("## Output", "It has none."),
      errorsOf(definition),
    ),
    names: [nsid, nsid.slice(nsid.lastIndexOf(".") + 1)],
    weight: OPERATION_WEIGHT,
  };
}

function subscriptionPage(definition: SubscriptionDefinition, lexicons: Lexicons): Page {
  const { nsid, parameters, message } = definition;
  const own = lexicons.exportedName(definition);
  return {
    kind: "operation",
    path: `/operations/${nsid}/`,
    title: nsid,
    description: firstSentence(definition.description ?? "") || "A subscription of AT Protocol.",
    body: paragraphs(
      prose(definition.description ?? ""),
      table(
        ["", ""],
        [
          ["NSID", `\`${nsid}\``],
          ["Kind", "subscription (a WebSocket)"],
          ["Login", accessOf(definition).login],
          ["Served by", accessOf(definition).served],
          ["Function", `\`${own}\` of \`${namespaceOf(nsid)}\``],
        ],
      ),
      "## How to use it",
      "The SDK has the types and the validators of its messages. It does not open streams yet.",
      code(
        "ts",
        `import { ${own} } from "${namespaceOf(nsid)}";\n\nexport function read(message: unknown): ${own}.Message {\n  return ${own}.message.parse(message);\n}`,
      ),
      parameters && parameters.properties.length > 0 ? partOf("Parameters", "params", parameters, nsid, lexicons) : "",
      message ? bodyOf("Messages", "message", { encoding: "", schema: message }, nsid, lexicons) : "",
      errorsOf(definition),
    ),
    names: [nsid, nsid.slice(nsid.lastIndexOf(".") + 1)],
    weight: OPERATION_WEIGHT,
  };
}

type Body = NonNullable<OperationDefinition["input"]>;
type Schema = NonNullable<Body["schema"]>;

function bodyOf(title: string, key: string, body: Body, nsid: string, lexicons: Lexicons): string {
  const { encoding, schema } = body;
  if (!schema) return paragraphs(`## ${title}`, prose(body.description ?? ""), `Bytes: \`${encoding}\`.`);
  return partOf(title, key, schema, nsid, lexicons);
}

function partOf(title: string, key: string, schema: Schema, nsid: string, lexicons: Lexicons): string {
  const place = { scope: "operations", owner: `${nsid}/${key}` } as const;
  const model = lexicons.modelOf(place.scope, place.owner);
  const link = model && `As a model: ${name(`operations.${model.name}`, `/models/${model.name}/`)}.`;
  if (schema.kind === "object") return paragraphs(fieldsOf(schema, place, lexicons, `## ${title}`), link);
  return paragraphs(`## ${title}`, typeLink(schema, place, lexicons), link);
}

function errorsOf({ nsid, errors }: Pick<OperationDefinition, "nsid" | "errors">): string {
  const model = `${pascalNsid(nsid)}Error`;
  const rows = errors.map((error) => [`\`${error.name}\``, prose(error.description ?? "") || "N/A"]);
  return paragraphs(
    "## Errors",
    rows.length > 0
      ? table(["Name", "Description"], rows)
      : "Its lexicon declares none. Any call may end in those that every server answers with.",
    `As a model: ${name(`errors.${model}`, `/models/${model}/`)}.`,
    "A server's error is an [`xrpc_error`](/errors/xrpc_error/), or [`rate_limited`](/errors/rate_limited/) or [`auth_expired`](/errors/auth_expired/). [All errors](/errors/)",
  );
}
