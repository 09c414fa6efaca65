import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryFiles } from "@mvcrs/files/testing";
import { errorCode, tempRoot } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { historyOf } from "../../escalation/test/support/history.ts";
import { openPortal, publishPortal } from "../src/index.ts";
import { world } from "./support/world.ts";

const events = (count: number) =>
  historyOf(Array.from({ length: count }, (_, pick) => ({ step: "raise", pick })));

it("writes nothing into a folder of something else", async () => {
  const { append, options } = await world();
  await append(events(2));
  const folder = tempRoot();
  writeFileSync(join(folder, "notes.txt"), "mine");
  expect(await errorCode(() => publishPortal(options(folder)))).toBe("PORTAL_FOLDER_FOREIGN");
  expect(readdirSync(folder)).toEqual(["notes.txt"]);
});

it("gives up on a log that is replaced between every two looks at it", async () => {
  const [longer, shorter] = [await world(), await world()];
  await longer.append(events(5));
  await shorter.append(events(2));
  const options = longer.options("/portal", memoryFiles());
  let [now, next] = [longer.paths, shorter.paths];
  const paths = {
    ...options.paths,
    get log() {
      return now.log;
    },
    // Asked for last where a log is opened: from here on another file has the name.
    get meta() {
      const { meta } = now;
      [now, next] = [next, now];
      return meta;
    },
  };
  const portal = openPortal({ ...options, paths });
  expect(await errorCode(() => portal.update())).toBe("PORTAL_LOG_MOVED");
});
