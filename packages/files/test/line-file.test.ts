import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { nodeFiles, openLines } from "../src/index.ts";
import { faultyFiles, memoryFiles } from "../src/testing.ts";

const path = "/state/journal";

async function withOne() {
  const disk = memoryFiles();
  const file = await openLines(disk, path);
  await file.append("one");
  return { disk, file, text: () => new TextDecoder().decode(disk.contents(path)) };
}

describe("a file of lines", () => {
  it("is made, grows, is read back, and is for its owner alone where that is asked", async () => {
    const place = join(tempRoot(), "journal");
    const file = await openLines(nodeFiles, place, { permissions: 0o600 });
    await file.append("one");
    await file.append("zwei é");
    await file.close();
    const again = await openLines(nodeFiles, place);
    expect([file.lines, again.lines]).toEqual([[], ["one", "zwei é"]]);
    await again.close();
    expect(readFileSync(place, "utf8")).toBe("one\nzwei é\n");
    if (process.platform !== "win32") expect(statSync(place).mode & 0o777).toBe(0o600);
  });

  it("holds what was appended after a power failure, its name too", async () => {
    const { disk, text } = await withOne();
    disk.losePower(
      () => 0,
      () => 0,
    );
    expect([disk.names(), text()]).toEqual([[path], "one\n"]);
  });

  it("loses the torn part of a last line when it is opened, and nothing before it", async () => {
    const { disk, text } = await withOne();
    const torn = await disk.open(path, "update");
    await torn.write(new TextEncoder().encode("tw"), 4);
    const again = await openLines(disk, path);
    expect([again.lines, text()]).toEqual([["one"], "one\n"]);
    await again.append("two");
    expect(text()).toBe("one\ntwo\n");
  });

  it.each(["write", "sync"] as const)("takes back a line that fails at its %s", async (operation) => {
    const { disk, text } = await withOne();
    const file = await openLines(
      faultyFiles(disk, { operation, nth: 1, written: 0.5, code: "ENOSPC" }),
      path,
    );
    expect(await errorCode(() => file.append("two"))).toBe("FILE_FAILED");
    expect(text()).toBe("one\n");
    await file.append("three");
    expect(text()).toBe("one\nthree\n");
  });

  it("takes no more lines behind a part of one that cannot be taken back", async () => {
    const { disk, text } = await withOne();
    const failing = faultyFiles(disk, { operation: "write", nth: 1, written: 0.5, code: "ENOSPC" });
    const stuck = faultyFiles(failing, { operation: "truncate", nth: 1, lasting: true });
    const file = await openLines(stuck, path);
    for (const line of ["two", "three"]) expect(await errorCode(() => file.append(line))).toBe("FILE_FAILED");
    expect(text()).toBe("one\ntw");
    expect((await openLines(disk, path)).lines).toEqual(["one"]);
  });

  it("takes as many writes as the disk wants for one line", async () => {
    const { disk, text } = await withOne();
    const file = await openLines(
      {
        ...disk,
        async open(name, mode) {
          const handle = await disk.open(name, mode);
          return { ...handle, write: (bytes, at) => handle.write(bytes.subarray(0, 1), at) };
        },
      },
      path,
    );
    await file.append("two");
    expect(text()).toBe("one\ntwo\n");
  });

  it("grows behind what another has written since", async () => {
    const place = join(tempRoot(), "journal");
    const [one, other] = [await openLines(nodeFiles, place), await openLines(nodeFiles, place)];
    await one.append("a longer line");
    await other.append("b");
    await one.append("c");
    expect(readFileSync(place, "utf8")).toBe("a longer line\nb\nc\n");
    await one.close();
    await other.close();
  });

  it("says so where something else stands in its place", async () => {
    const folder = join(tempRoot(), "folder");
    mkdirSync(folder);
    expect(await errorCode(() => openLines(nodeFiles, folder))).toBe("NOT_A_FILE");
    writeFileSync(join(folder, "file"), "");
    expect(await errorCode(() => openLines(nodeFiles, join(folder, "file/below")))).toBe("FILE_FAILED");
  });
});
