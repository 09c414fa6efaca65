import { join } from "node:path";
import { tempRoot } from "@mvcrs/test-kit";
import { describe, it } from "vitest";
import { fileStore } from "../src/index.ts";
import { describeLogStore } from "../src/testing.ts";

describeLogStore({ describe, it }, "a file", async () =>
  fileStore({ path: join(tempRoot(), "events.jsonl") }),
);
