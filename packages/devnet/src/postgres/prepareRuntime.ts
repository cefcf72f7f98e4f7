import { constants } from "node:fs";
import { chmod, copyFile, link, mkdir, readdir, readFile, stat, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { othersCanReach } from "../run/chooseFolder.ts";
import { program } from "./findPostgres.ts";
import type { UserIds } from "./unprivilegedUser.ts";

/** A Postgres that can be run. */
export interface Runtime {
  /** Folder of the programs. */
  bin: string;
  /** What the programs need in their environment. */
  environment: Record<string, string>;
}

/** What is not needed to run the server: headers and static libraries, build files, other programs' libraries. */
const unneeded = /\.a$|^pgxs$|^pkgconfig$|^include$/;

/**
 * Makes a Postgres from npm usable without touching where it is installed.
 *
 * npm's tarballs cannot hold symbolic links, so some libraries are missing under the names that the programs ask for;
 * they get those names in a folder of their own. And where `user` cannot read the installation (a clone that only
 * root may enter), the whole of it appears in `folder`: as hard links where that works, or else as a copy.
 */
export async function prepareRuntime(native: string, folder: string, user: UserIds | undefined): Promise<Runtime> {
  let root = native;
  if (user !== undefined && !othersCanReach(join(native, "bin", program("postgres")))) {
    root = join(folder, "native");
    await expose(native, root);
  }
  const lib = join(folder, "lib");
  await mkdir(lib, { mode: 0o755 });
  for (const { source, target } of await missingLinks(native)) {
    await symlink(join(root, "lib", basename(source)), join(lib, basename(target)));
  }
  const path = `${lib}:${join(root, "lib")}`;
  return {
    bin: join(root, "bin"),
    environment: process.platform === "darwin" ? { DYLD_LIBRARY_PATH: path } : { LD_LIBRARY_PATH: path },
  };
}

async function missingLinks(native: string): Promise<{ source: string; target: string }[]> {
  if (process.platform === "win32") return [];
  try {
    // The file is the package's own list, of this shape.
    return JSON.parse(await readFile(join(native, "pg-symlinks.json"), "utf8")) as { source: string; target: string }[];
  } catch {
    return []; // Not from npm: then nothing is missing.
  }
}

async function expose(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o755 });
  await chmod(to, 0o755); // whatever the umask took away
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      if (unneeded.test(entry.name)) return;
      const source = join(from, entry.name);
      const target = join(to, entry.name);
      if (entry.isDirectory()) return expose(source, target);
      const { mode } = await stat(source);
      const wanted = mode & 0o100 ? 0o755 : 0o644;
      if ((mode & wanted) === wanted) {
        const linked = await link(source, target).then(
          () => true,
          () => false, // another file system
        );
        if (linked) return;
      }
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, wanted);
    }),
  );
}
