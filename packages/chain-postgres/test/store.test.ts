import { describeLogStore } from "@mvcrs/chain/testing";
import { type TestDatabases, testDatabases } from "@mvcrs/test-kit/postgres";
import { afterAll, beforeAll, describe, it } from "vitest";
import { postgresStore, setUpPostgres } from "../src/index.ts";

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases[Symbol.asyncDispose]());

describeLogStore({ describe, it }, "PostgreSQL", async () => {
  const options = { url: await databases.create(), origin: "log.example/test" };
  await setUpPostgres(options);
  return postgresStore(options);
});
