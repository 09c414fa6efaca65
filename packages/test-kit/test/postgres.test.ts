import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readsTypeScript } from "../src/index.ts";
import { asked, type PostgresServer, startPostgres } from "../src/postgres.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server[Symbol.asyncDispose]());

it("is a PostgreSQL that keeps what was committed, killed or stopped", async () => {
  await asked(server.url(), "create table kept as select 1 as n");
  await server.kill();
  await expect(asked(server.url(), "select 1")).rejects.toThrow();
  await server.start();
  await server.stop();
  await server.start();
  expect(await asked(server.url(), "select n from kept")).toEqual([{ n: 1 }]);
});

it("has a standby that reads, refuses to write, and is promoted", async () => {
  await using standby = await server.standby();
  await asked(server.url(), "create table followed (n int)");
  const [{ lsn } = {}] = await asked(server.url(), "select pg_current_wal_lsn()::text as lsn");
  const caughtUp = async () =>
    (await asked(standby.url(), `select pg_last_wal_replay_lsn() >= '${lsn}' as here`))[0]?.["here"] === true;
  await expect.poll(caughtUp, { timeout: 20_000 }).toBe(true);
  await expect(asked(standby.url(), "insert into followed values (1)")).rejects.toMatchObject({
    code: "25006",
  });
  await standby.promote();
  await asked(standby.url(), "insert into followed values (1)");
});

it.skipIf(!readsTypeScript)(
  "is gone, folder and all, when the process that started it was killed",
  async () => {
    const script = `
    import { startPostgres } from ${JSON.stringify(new URL("../src/postgres.ts", import.meta.url).href)};
    const server = await startPostgres();
    console.log(server.data);
    setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      cwd: new URL("..", import.meta.url),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said] = await once(child.stdout, "data");
    const data = String(said).trim();
    expect(existsSync(data)).toBe(true);
    child.kill("SIGKILL");
    await expect.poll(() => existsSync(data), { timeout: 20_000 }).toBe(false);
  },
);
