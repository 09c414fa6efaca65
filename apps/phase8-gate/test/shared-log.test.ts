import { postgresStore, setUpPostgres } from "@mvcrs/chain-postgres";
import { artifactPaths, defaultConfig, markFolder, refreshLedger, writeStoreFile } from "@mvcrs/escalation";
import { nodeTextFiles as files } from "@mvcrs/files";
import { capturedOutput, errorCode, tempRoot } from "@mvcrs/test-kit";
import { testDatabases } from "@mvcrs/test-kit/postgres";
import { expect, it } from "vitest";
import { assertLogRoot, recordVerdict } from "../src/record-verdict.ts";

const io = { ...capturedOutput().io, cwd: "/", env: {}, clock: Date.now };
const verdict = {
  ok: true,
  folder: "plan",
  source: "mermaid",
  counts: { errors: 0, warnings: 0, suppressed: 0, rules: 1 },
  rules: [],
} as const;

it("records in the database that keeps the log, and asks nobody else", async () => {
  await using databases = await testDatabases();
  const url = await databases.create();
  const { origin } = defaultConfig().log;
  await setUpPostgres({ url, origin });
  const root = tempRoot();
  const paths = artifactPaths(root);
  await markFolder({ paths, files, clock: Date.now, notice: () => undefined }, defaultConfig());
  await writeStoreFile(files, paths, { version: 1, url, origin });
  await using store = postgresStore({ url, origin });
  await refreshLedger({ paths, files, clock: Date.now, store });

  await assertLogRoot(root, io);
  await recordVerdict(root, verdict, io);
  await using log = await store.read();
  expect((await log.at(0)).event).toMatchObject({ type: "gate.evaluated", ok: true });

  const away = new URL(url);
  away.port = "1";
  await writeStoreFile(files, paths, { version: 1, url: away.href, origin });
  expect(await errorCode(() => assertLogRoot(root, io))).toBe("STORE_UNREACHABLE");
  expect(await errorCode(() => recordVerdict(root, verdict, io))).toBe("STORE_UNREACHABLE");
});
