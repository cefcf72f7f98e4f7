import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { fileJournal } from "./file.ts";

describe("fileJournal", () => {
  const folder = mkdtempSync(join(tmpdir(), "journal-"));
  after(() => rmSync(folder, { recursive: true }));

  it("keeps what was set last, also for the next program, whose last line may have been cut off", async () => {
    const path = join(folder, "repos.txt");
    const first = fileJournal(path);
    assert.equal(await first.get("did:plc:a"), undefined);
    await Promise.all([first.set("did:plc:a", "3a"), first.set("did:plc:b", ""), first.set("did:plc:c", "3c")]);
    await first.set("did:plc:a", "3b");
    assert.deepEqual([await first.get("did:plc:a"), await first.get("did:plc:b")], ["3b", ""]);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    for (const cut of ["did:plc:d", "did:plc:d ", "did:plc:d 3d"]) {
      appendFileSync(path, cut);
      const next = fileJournal(path);
      assert.equal(await next.get("did:plc:d"), undefined, cut);
      await next.set("did:plc:e", cut.length.toString());
      const last = fileJournal(path);
      assert.deepEqual(
        await Promise.all(["a", "b", "c", "d", "e"].map((name) => last.get(`did:plc:${name}`))),
        ["3b", "", "3c", undefined, cut.length.toString()],
        readFileSync(path, "utf8"),
      );
    }
    await assert.rejects(async () => fileJournal(join(folder, "nowhere", "x")).set("did:plc:a", "3a"), {
      code: "ENOENT",
    });
  });
});
