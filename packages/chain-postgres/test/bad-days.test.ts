import { errorCode } from "@mvcrs/test-kit";
import { asked, type PostgresServer, startPostgres } from "@mvcrs/test-kit/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { certificate, certificateKey } from "../../service/test/support/certificate.ts";
import { postgresStore, setUpPostgres } from "../src/index.ts";
import { SCHEMA_VERSION } from "../src/migrations/migrations.ts";
import { madeLog, origin } from "./support/made-log.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres({ settings: { max_connections: "12", superuser_reserved_connections: "3" } });
  await asked(server.url(), "create role app login password 'first' superuser");
  await asked(server.url(), "create role guest login");
});
afterAll(() => server[Symbol.asyncDispose]());

/** Who is let in how: everybody from here but `app`, whose line is given. */
const admitting = (line: string) => ({
  "pg_hba.conf": `${line}\nhost all all 127.0.0.1/32 trust\nhost replication all 127.0.0.1/32 trust\n`,
});
const database = async (name: string): Promise<string> => {
  await asked(server.url(), `create database ${name} template template0`);
  return server.url(name);
};
const codeAt = (url: string, more: object = {}) =>
  errorCode(async () => {
    await using store = postgresStore({ url, origin, connectTimeoutMs: 5_000, ...more });
    await store.read();
  });

it("says what is wrong with an address", async () => {
  for (const url of ["mysql://here/log", "postgres://here", "postgres://here:port/log", "host=here"])
    expect(await codeAt(url)).toBe("STORE_URL");
});

it("says that a server cannot be reached, and names no password", async () => {
  const thrown = await postgresStore({ url: "postgres://app:secret@127.0.0.1:1/log", origin })
    .read()
    .catch((error: unknown) => error);
  expect(thrown).toMatchObject({
    code: "STORE_UNREACHABLE",
    details: { store: "postgres://127.0.0.1:1/log" },
  });
  expect(String(thrown)).not.toContain("secret");
});

it("tells a database that is missing, empty, too old, too new or another's", async () => {
  expect(await codeAt(server.url("nowhere"))).toBe("STORE_NO_DATABASE");
  const url = await database("versions");
  expect(await codeAt(url)).toBe("STORE_NOT_SET_UP");
  await madeLog(url);
  expect(await codeAt(url, { origin: "another.example/log" })).toBe("STORE_OTHER_LOG");
  expect(await errorCode(() => setUpPostgres({ url, origin: "another.example/log" }))).toBe(
    "STORE_OTHER_LOG",
  );
  // As the first version left it.
  await asked(
    url,
    `drop function mvcrs.put; drop table mvcrs.inbox, mvcrs.refused, mvcrs.known, mvcrs.lease, mvcrs.checkpoint;
     drop table mvcrs.signal, mvcrs.signal_once, mvcrs.signal_aside, mvcrs.worker, mvcrs.shard, mvcrs.shard_part;
     alter table mvcrs.head drop column moved_to; delete from mvcrs.schema_version where version > 1`,
  );
  expect(await codeAt(url)).toBe("STORE_SCHEMA_OLD");
  expect(await setUpPostgres({ url, origin })).toEqual({ before: 1, now: SCHEMA_VERSION });
  await (await postgresStore({ url, origin }).read()).close();
  await asked(url, `update mvcrs.schema_version set version = 99 where version = ${SCHEMA_VERSION}`);
  expect(await codeAt(url)).toBe("STORE_SCHEMA_NEW");
  expect(await errorCode(() => setUpPostgres({ url, origin }))).toBe("STORE_SCHEMA_NEW");
  await asked(
    url,
    `update mvcrs.schema_version set version = ${SCHEMA_VERSION}, md5 = 'other' where version = 99`,
  );
  expect(await errorCode(() => setUpPostgres({ url, origin }))).toBe("STORE_SCHEMA_CHANGED");
  await asked(url, "delete from mvcrs.head");
  expect(await codeAt(url)).toBe("STORE_NOT_SET_UP");
});

it("is set up in no database that has no place for every text", async () => {
  await asked(server.url(), "create database latin template template0 encoding 'LATIN1' locale 'C'");
  expect(await errorCode(() => setUpPostgres({ url: server.url("latin"), origin }))).toBe("STORE_ENCODING");
});

it("is set up once, by however many at a time", async () => {
  const url = await database("at_once");
  const done = await Promise.all(Array.from({ length: 3 }, () => setUpPostgres({ url, origin })));
  expect(done.map(({ before }) => before).sort()).toEqual([SCHEMA_VERSION, SCHEMA_VERSION, undefined]);
  expect(await setUpPostgres({ url, origin })).toEqual({ before: SCHEMA_VERSION, now: SCHEMA_VERSION });
});

it("says what a user may not do", async () => {
  const url = await database("privileges");
  await madeLog(url);
  const guest = new URL(url);
  guest.username = "guest";
  expect(await codeAt(guest.href)).toBe("STORE_PRIVILEGE");
  expect(await errorCode(() => setUpPostgres({ url: guest.href, origin }))).toBe("STORE_PRIVILEGE");
});

it("asks for the password again when it was rotated", async () => {
  const url = await database("passwords");
  await madeLog(url);
  await server.configure({}, admitting("host all app 127.0.0.1/32 scram-sha-256"));
  const app = new URL(url);
  app.username = "app";
  let password = "first";
  await using store = postgresStore({ url: app.href, origin, password: async () => password });
  const log = await store.open();
  await log.append(1);
  await asked(url, "alter role app password 'second'");
  // Whoever was let in stays in; whoever comes now is refused until it knows the new one.
  await log.append(2);
  await asked(url, "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'");
  expect(await codeAt(app.href, { password: () => "first" })).toBe("STORE_PASSWORD");
  expect(await codeAt(app.href)).toBe("STORE_PASSWORD");
  password = "second";
  expect((await log.append(3)).seq).toBe(2);
  await log.close();
});

it("says where TLS is wanted, missing or not trusted, and speaks it", async () => {
  const url = await database("encrypted");
  await madeLog(url);
  const app = (mode: string) => {
    const address = new URL(url.replace("127.0.0.1", "localhost"));
    address.username = "app";
    if (mode !== "") address.searchParams.set("sslmode", mode);
    return address.href;
  };
  await server.configure({}, admitting("hostssl all app all trust\nhostnossl all app all reject"));
  const refused = postgresStore({ url: app(""), origin }).read();
  await expect(refused).rejects.toMatchObject({ code: "STORE_NOT_ADMITTED", details: { encrypted: false } });
  expect(await codeAt(app("verify-full"))).toBe("STORE_TLS_UNAVAILABLE");
  const files = { "server.crt": certificate, "server.key": certificateKey };
  await server.configure({ ssl: "on" }, files);
  expect(await codeAt(app("verify-full"))).toBe("STORE_TLS_UNTRUSTED");
  const trusted = new URL(app("verify-full"));
  trusted.searchParams.set("sslrootcert", `${server.data}/server.crt`);
  await using store = postgresStore({ url: trusted.href, origin });
  expect((await (await store.read()).head()).count).toBe(0);
  await server.configure({ ssl: "off" }, admitting(""));
});

it("says that no connection is left", async () => {
  const url = await database("crowded");
  await madeLog(url);
  const guest = new URL(server.url());
  guest.username = "guest";
  const crowd: pg.Client[] = [];
  try {
    await expect(async () => {
      for (;;) {
        const client = new pg.Client(guest.href);
        client.on("error", () => undefined);
        await client.connect();
        crowd.push(client);
      }
    }).rejects.toThrow();
    guest.pathname = "/crowded";
    expect(await codeAt(guest.href)).toBe("STORE_CONNECTIONS");
  } finally {
    await Promise.all(crowd.map((client) => client.end()));
  }
});

it("appends on where the server is restarted, or dies, in the middle of it", async () => {
  const url = await database("restarted");
  await madeLog(url);
  await using store = postgresStore({ url, origin });
  await using log = await store.open<number>();
  const appended: Promise<{ readonly seq: number }>[] = [];
  for (const restart of [() => server.stop(), () => server.kill()]) {
    for (let n = 0; n < 200; n++) appended.push(log.append(appended.length));
    await restart();
    for (let n = 0; n < 200; n++) appended.push(log.append(appended.length));
    await server.start();
  }
  const seqs = (await Promise.all(appended)).map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: 800 }, (_, n) => n));
  const events: number[] = [];
  for await (const { event } of log.entries()) events.push(event);
  expect(events).toEqual(seqs);
});

it("decides nothing by a standby, and finds the primary among several hosts after a failover", async () => {
  const url = await database("failover");
  await madeLog(url);
  const standby = await server.standby();
  try {
    expect(await codeAt(standby.url("failover"))).toBe("STORE_READ_ONLY");
    await asked(server.url(), "alter system set synchronous_standby_names = 'ANY 1 (*)'");
    await server.configure({});
    const both = `postgres://postgres@127.0.0.1:${standby.port},127.0.0.1:${server.port}/failover`;
    await using store = postgresStore({ url: both, origin });
    await using log = await store.open<number>();
    await log.appendAll([0, 1, 2]);
    await server.kill();
    await standby.promote();
    expect((await log.append(3)).seq).toBe(3);
    expect((await log.at(2)).event).toBe(2);
  } finally {
    await standby[Symbol.asyncDispose]();
  }
});
