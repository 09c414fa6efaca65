import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { nodeFiles } from "../src/index.ts";

const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (thrown: unknown) => (thrown instanceof Error && "code" in thrown ? thrown.code : thrown),
  );

it("does nothing to the file that has the number of one that was closed", async () => {
  const root = tempRoot();
  const first = await nodeFiles.open(join(root, "first"), "exclusive");
  await first.close();
  const second = await nodeFiles.open(join(root, "second"), "exclusive");
  await second.write(Buffer.from("second"), 0);
  for (const work of [
    () => first.write(Buffer.from("first"), 0),
    () => first.write(Buffer.alloc(1_000_000), 0),
    () => first.read(new Uint8Array(5), 0),
    () => first.truncate(0),
    () => first.size(),
    () => first.identity(),
    () => first.sync(),
  ])
    expect(await code(work())).toBe("EBADF");
  // Closing it again closes nothing.
  expect(await code(first.close())).toBe("done");
  await second.write(Buffer.from("!"), 6);
  await second.close();
  expect(readFileSync(join(root, "second"), "utf8")).toBe("second!");
});

it("closes a file after what is being done to it", async () => {
  const root = tempRoot();
  const bytes = Buffer.alloc(8_000_000, "x");
  const file = await nodeFiles.open(join(root, "large"), "exclusive");
  const written = file.write(bytes, 0);
  const synced = file.sync();
  await file.close();
  expect(await written).toBe(bytes.length);
  expect(await code(synced)).toBe("done");
  expect(readFileSync(join(root, "large")).equals(bytes)).toBe(true);
});
