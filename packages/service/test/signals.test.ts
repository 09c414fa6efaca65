import { faultyFiles, memoryFiles } from "@mvcrs/files/testing";
import { describe, expect, it } from "vitest";
import { preferredWait } from "../src/http/prefer-wait.ts";
import { JudgedPlace } from "../src/index.ts";
import { served } from "./support/served.ts";

const signal = (value: number, more: object = {}) => ({
  metric: "m",
  source: "s",
  value,
  observedAt: "2026-11-21T00:00:00.000Z",
  ...more,
});
const line = (value: number) => JSON.stringify(signal(value));

describe("POST /signals", () => {
  it("acknowledges JSON Lines and an array alike, each delivery once it is in the inbox", async () => {
    const { send, inbox } = await served();
    const bodies = [`${line(1)}\n${line(2)}\n`, `\n${line(3)}`, ` [${line(4)},\n${line(5)}]`];
    const ids: unknown[] = [];
    for (const body of bodies) {
      const answer = await send(body);
      const said = (await answer.json()) as { id: string; signals: number; repeated: boolean };
      expect([answer.status, said.repeated]).toEqual([202, false]);
      ids.push(said.id);
    }
    const { records } = await inbox.read(0, 1_000_000);
    expect(records.map(({ header }) => header.id)).toEqual(ids);
    const values = records.flatMap(({ payload }) =>
      Buffer.from(payload)
        .toString()
        .split("\n")
        .filter((text) => text !== "")
        .map((text) => (JSON.parse(text) as { value: number }).value),
    );
    expect(values).toEqual([1, 2, 3, 4, 5]);
    expect(records.map(({ header }) => [header.by, header.signals])).toEqual([
      ["reporter", 2],
      ["reporter", 1],
      ["reporter", 2],
    ]);
  });

  it("answers a repeated delivery with the same id, takes it once, and refuses a key for other signals", async () => {
    const { send, inbox } = await served();
    const key = { "idempotency-key": "k-1" };
    const first = await (await send(line(1), key)).json();
    const end = inbox.end;
    expect(await (await send(line(1), key)).json()).toEqual({ ...(first as object), repeated: true });
    const other = await send(line(2), key);
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([422, "KEY_REUSED"]);
    expect(inbox.end).toBe(end);
    // Without a key the content is the key.
    const [a, b] = await Promise.all([send(line(3)), send(line(3))]);
    const [one, two] = [await a.json(), await b.json()] as { id: string }[];
    expect(one?.id).toBe(two?.id);
    expect((await inbox.read(end, 1_000_000)).records).toHaveLength(1);
  });

  it("answers who waits once it is judged, a repeated delivery too, and others at once", async () => {
    const { send, inbox, judge } = await served();
    const judgedSoon = send(line(1), { prefer: "respond-async, wait=30" });
    await inbox.beyond(0, new AbortController().signal);
    judge(inbox.end);
    const answer = await judgedSoon;
    expect([answer.status, answer.headers.get("preference-applied")]).toEqual([200, "wait=30"]);
    expect(await answer.json()).toMatchObject({ judged: true, repeated: false });
    const again = await send(line(1), { prefer: "wait=30" });
    expect(await again.json()).toMatchObject({ judged: true, repeated: true });
    const late = await send(line(2), { prefer: "wait=0" });
    expect([late.status, Object.hasOwn((await late.json()) as object, "judged")]).toEqual([202, false]);
    // Judging may have to go back to what was saved: who waits is not told too early.
    judge(0);
    const cut = new AbortController();
    const place = new JudgedPlace(0);
    const waiting = place.reached(2, cut.signal);
    place.moveTo(1);
    cut.abort();
    expect(await waiting).toBe(false);
  });

  it.each([
    ["wait=10", 10],
    ['respond-async, Wait = "7"; x=1', 7],
    ["wait=86400", 30],
    ["wait=-1", 0],
    ["waiting=3", 0],
    [undefined, 0],
  ])("reads Prefer: %s as %i seconds", (header, seconds) => {
    expect(preferredWait(header)).toBe(seconds);
  });

  it("says which rows cannot be used, and takes the others with them", async () => {
    const { send } = await served();
    const answer = await send(`${line(1)}\nnonsense\n${JSON.stringify(signal(1, { metric: "" }))}\n`);
    const said = (await answer.json()) as {
      signals: number;
      unusable: number;
      problems: { line: number; code: string }[];
    };
    expect(answer.status).toBe(202);
    expect([said.signals, said.unusable]).toEqual([1, 2]);
    expect(said.problems.map(({ line: at, code }) => [at, code])).toEqual([
      [2, "ROW_NOT_JSON"],
      [3, "ROW_NOT_A_SIGNAL"],
    ]);
  });

  it.each([
    ["", "holds no signal"],
    ["nonsense", "line 1"],
    ["[1,", "not JSON"],
    ["[]", "holds no signal"],
    ["\u0000\u0000", "line 1"],
    ['{"a":1}', "line 1"],
  ])("refuses %j, of which nothing can be used", async (body, problem) => {
    const { send, inbox } = await served();
    const answer = await send(body);
    const said = (await answer.json()) as { code: string; problem: string };
    expect([answer.status, said.code]).toEqual([422, "BODY_UNUSABLE"]);
    expect(said.problem).toContain(problem);
    expect(inbox.end).toBe(0);
  });

  it("lets in nobody without a token, with another one, or one for something else", async () => {
    const { send, personToken, inbox } = await served();
    const statusOf = async (authorization: string) => (await send(line(1), { authorization })).status;
    expect(await statusOf("")).toBe(401);
    expect(await statusOf("Basic YTpi")).toBe(401);
    expect(await statusOf(`Bearer mvcrs_000000000000_${"A".repeat(43)}`)).toBe(401);
    expect(await statusOf(`Bearer ${personToken}`)).toBe(403);
    expect(inbox.end).toBe(0);
  });

  it("takes no more than judging can be behind, and more once it has caught up", async () => {
    const { send, inbox, judge } = await served({ mostAhead: 100 });
    expect((await send(line(1))).status).toBe(202);
    const refused = await send(line(2));
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "5"]);
    judge(inbox.end);
    expect((await send(line(2))).status).toBe(202);
  });

  it("acknowledges nothing that the disk refuses", async () => {
    const files = faultyFiles(memoryFiles(), { operation: "sync", nth: 2, code: "ENOSPC" });
    const { send, inbox } = await served({ files });
    const refused = await send(line(1));
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "30"]);
    expect(inbox.end).toBe(0);
    expect((await send(line(1))).status).toBe(202);
  });

  it("refuses a body that is too large, whether it says so or not, and a key that is no key", async () => {
    const { send, raw, token, inbox } = await served();
    expect((await send(new Uint8Array(8 * 1024 * 1024 + 1))).status).toBe(413);
    const head = `POST /signals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n`;
    expect(await raw(`${head}Content-Length: 99999999\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /);
    const chunk = `100000\r\n${"x".repeat(0x100000)}\r\n`;
    expect(await raw(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(9)}`)).toMatch(
      /^HTTP\/1.1 413 /,
    );
    expect((await send(line(1), { "idempotency-key": "a b" })).status).toBe(400);
    expect(inbox.end).toBe(0);
  });
});
