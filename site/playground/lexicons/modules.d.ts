// What `playgroundModules` makes when the playground is bundled. Aliases, because a module that is declared has no relative imports.

type PlaygroundIndex = import("./Collected.ts").Index;
type PlaygroundNamespace = import("./Namespace.ts").Namespace;

declare module "playground:index" {
  export const index: PlaygroundIndex;
  /** Loads a namespace: what forms are made of, and its operations and records. */
  export const namespaces: Readonly<Record<string, () => Promise<PlaygroundNamespace>>>;
}
