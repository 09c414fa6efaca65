import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tempRoot } from "@mvcrs/test-kit";
import { expect, it, onTestFinished } from "vitest";
import { mvcrs } from "./support/cli.ts";
import { service, tokenOf } from "./support/service.ts";

const example = fileURLToPath(new URL("../../../examples/governance-signals.jsonl", import.meta.url));
const events = (root: string) =>
  readFileSync(join(root, "state/challenge_events.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { event: { type: string; id: string } }).event);

async function root(): Promise<string> {
  const folder = tempRoot();
  await mvcrs(folder, ["init"]);
  return folder;
}

it("sends a file to the service of the root, which has judged it when the command ends", async () => {
  const whole = await root();
  await mvcrs(whole, ["run", "--signals", example], { clock: Date.now });
  const folder = await root();
  const env = { MVCRS_TOKEN: await tokenOf(folder, "signals", "collector") };
  const running = await service(folder);
  const send = () =>
    mvcrs(folder, ["send", "--signals", example, "--wait", "30", "--json"], { clock: Date.now, env });
  const sent = await send();
  expect(sent, sent.stderr).toMatchObject({ exitCode: 0 });
  expect(sent.json()).toMatchObject({ ok: true, url: running.url, judged: true, repeated: 0 });
  const judged = events(folder).map(({ type, id }) => `${type} ${id}`);
  expect(judged).toEqual(events(whole).map(({ type, id }) => `${type} ${id}`));
  // The same once more is acknowledged, and adds nothing.
  const again = (await send()).json();
  expect([again["repeated"], again["signals"]]).toEqual([again["deliveries"], sent.json()["signals"]]);
  expect(events(folder)).toHaveLength(judged.length);
});

it("says which rows it does not send, and sends the rest", async () => {
  const folder = await root();
  const file = join(folder, "some.jsonl");
  writeFileSync(file, readFileSync(example, "utf8").split("\n").slice(0, 3).join("\n"));
  appendFileSync(file, "\nnonsense\n");
  await service(folder);
  writeFileSync(join(folder, "token"), await tokenOf(folder, "signals", "collector"));
  const sent = await mvcrs(folder, ["send", "--signals", file, "--token-file", "token", "--json"], {
    clock: Date.now,
  });
  expect(sent.json()).toMatchObject({ signals: 3, unusable: 1, deliveries: 1, judged: null });
  expect(sent.stderr).toContain("line 4");
});

it.each([
  ["no service", [], "USAGE", 2],
  ["an address that is none", ["--to", "crs.example.org"], "USAGE", 2],
  ["a token in the open", ["--to", "http://crs.example.org/"], "USAGE", 2],
  ["a token that is not there", ["--to", "https://crs.example.org/"], "SECRET_MISSING", 2],
])("refuses %s before it reads anything", async (_, argv, code, exitCode) => {
  const ran = await mvcrs(await root(), ["send", "--signals", "none.jsonl", ...argv, "--json"]);
  expect([ran.json(), ran.exitCode]).toMatchObject([{ error: { code } }, exitCode]);
});

it("tells a service that refuses from what is no service", async () => {
  const folder = await root();
  const running = await service(folder);
  const act = await tokenOf(folder, "act", "ann");
  const other = createServer((_, response) => {
    response.writeHead(404).end("<html>");
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const send = (to: string) =>
    mvcrs(folder, ["send", "--signals", example, "--to", to, "--json"], {
      env: { MVCRS_TOKEN: act },
      clock: Date.now,
    });
  const refused = await send(running.url);
  expect([refused.json(), refused.exitCode]).toMatchObject([
    { error: { code: "SERVICE_REFUSES", details: { code: "TOKEN_WITHOUT_POWER" } } },
    3,
  ]);
  const at = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
  const none = await send(at);
  expect(none.json()).toMatchObject({ error: { code: "SERVICE_REFUSES", details: { code: null } } });
});
