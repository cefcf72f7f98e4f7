/** What `--help` prints. */
export const USAGE = `bluesky-lexgen: compiles atproto lexicons to TypeScript for the package bluesky

  bluesky-lexgen --in SOURCE --out FOLDER    compile
  bluesky-lexgen check SOURCE                find what is wrong or unwise in lexicons
  bluesky-lexgen check SOURCE --against OLD  find what breaks the older version

SOURCE is a folder of .json files, one .json file, or an installed npm package.

Options of compiling
  --in SOURCE        may be given several times
  --out FOLDER       is replaced as a whole; must be empty or written by this command
  --external SOURCE  lexicons that may be referred to; their modules are imported from bluesky, not generated
                     (default: those of the package bluesky, where it is installed)
  --all              generate everything, also what the package bluesky has
  --js               write JavaScript and declarations instead of TypeScript
  --ext .ts          the ending of relative imports (default: .js)
  --items NSID=NAME  which array an operation pages through, where its output has several (default: none, only pages)
  --force            write even if nothing changed

Options of both
  --help, --version

Exit codes: 0 done; 1 problems, all of which are printed; 2 a mistake in the command.`;

/** A command that was not given what it needs. */
export class UsageError extends Error {
  override get name(): string {
    return "UsageError";
  }
}
