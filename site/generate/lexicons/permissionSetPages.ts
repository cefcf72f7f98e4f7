import type { Definition } from "bluesky-lexgen";
import { code, name, paragraphs, prose, table } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import { type Lexicons, namespaceOf } from "./Lexicons.ts";

interface Permission {
  readonly resource?: string;
  readonly lxm?: readonly string[];
  readonly collection?: readonly string[];
  readonly action?: readonly string[];
  readonly aud?: string;
  readonly inheritAud?: boolean;
}

/** A page for every permission set. */
export function permissionSetPages(lexicons: Lexicons): Page[] {
  return lexicons.program.documents.flatMap(({ definitions }) =>
    definitions.flatMap((definition) =>
      definition.kind === "permission-set" ? [permissionSetPage(definition, lexicons)] : [],
    ),
  );
}

function permissionSetPage(definition: Extract<Definition, { kind: "permission-set" }>, lexicons: Lexicons): Page {
  const { nsid, body } = definition;
  const own = lexicons.exportedName(definition);
  // As lexicons have it; nothing else is read of it.
  const { title, detail, permissions = [] } = body as { title?: string; detail?: string; permissions?: Permission[] };
  return {
    kind: "permission-set",
    path: `/permission-sets/${nsid}/`,
    title: nsid,
    description: `${title ?? "A permission set"}.`,
    body: paragraphs(
      prose(title ?? ""),
      prose(detail ?? ""),
      "An app asks for it by name when it asks for a login by OAuth, and the account's server shows what it means.",
      "## Use",
      code(
        "ts",
        `import { ${own} } from "${namespaceOf(nsid)}";\n\nexport const scope = \`atproto include:\${${own}.nsid}\`;`,
      ),
      "## Permissions",
      ...permissions.map((permission) => permissionOf(permission, lexicons)),
    ),
    names: [nsid, own],
    weight: 6,
  };
}

function permissionOf(permission: Permission, lexicons: Lexicons): string {
  const { resource, lxm = [], collection = [], action = [], aud, inheritAud } = permission;
  const of = inheritAud ? "the service that the app names" : aud === undefined ? "any service" : `\`${aud}\``;
  if (resource === "rpc") {
    const rows = lxm.map((nsid) => [
      name(nsid, lexicons.program.definitions.has(`${nsid}#main`) ? `/operations/${nsid}/` : undefined),
    ]);
    return paragraphs(`### Calls of ${of}`, table(["Operation"], rows));
  }
  const rows = collection.map((nsid) => [
    name(nsid, lexicons.program.definitions.has(`${nsid}#main`) ? `/records/${nsid}/` : undefined),
  ]);
  return paragraphs(`### Records: ${action.join(", ") || "create, update, delete"}`, table(["Collection"], rows));
}
