import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { request as requestTls } from "node:https";
import { connect, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { certificate, certificateKey } from "./support/certificate.ts";
import { served } from "./support/served.ts";

const most = 2_048;
const limits = z
  .object({ userLimits: z.object({ open_files: z.object({ soft: z.union([z.number(), z.string()]) }) }) })
  .parse(process.report.getReport());
const { soft } = limits.userLimits.open_files;
/** 10,000, or as many as this machine lets one process open (`ulimit -n`) beside the server's ends of them. */
const many = Math.min(10_000, (soft === "unlimited" ? 1_000_000 : Number(soft)) - most - 500);
const signal = '{"metric":"m","source":"s","value":1,"observedAt":"2026-11-21T00:00:00.000Z"}\n';

/** So that no connection is closed for its silence alone. */
const patient = { headersTimeoutMs: 600_000, requestTimeoutMs: 600_000 };

/** Connections of somebody who says nothing. */
function silent(port: number) {
  const sockets: Socket[] = [];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  return {
    async open(number: number): Promise<void> {
      const more = Array.from({ length: number }, () => connect(port, "127.0.0.1"));
      sockets.push(...more);
      for (const socket of more) socket.on("error", () => undefined).resume();
      await Promise.all(more.map((socket) => once(socket, "connect")));
    },
    get held(): number {
      return sockets.filter(({ closed }) => !closed).length;
    },
  };
}

/** How a request is answered on a connection of its own. */
async function statusOf(port: number, path: string, isTls: boolean): Promise<number | undefined> {
  const options = { host: "127.0.0.1", port, path, agent: false as const };
  const asked = isTls
    ? requestTls({ ...options, ca: certificate, servername: "localhost" })
    : request(options);
  asked.end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

it(`answers while ${many} connections are held by somebody who says nothing, and keeps ${most} of them at most`, async () => {
  const { port, url, send } = await served(patient);
  const idle = silent(port);
  const alone = { headers: { connection: "close" } };
  for (let opened = 0; opened < many; opened += 500) {
    await idle.open(Math.min(500, many - opened));
    expect((await fetch(new URL("/nothing", url), alone)).status).toBe(404);
    expect((await send(signal, { connection: "close" })).status).toBe(202);
  }
  expect(idle.held).toBeLessThanOrEqual(most);
});

it("lets go of the idle one, and of none that is being answered, also over TLS", async () => {
  for (const tls of [undefined, { cert: certificate, key: certificateKey }]) {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { port } = await served({
      tls,
      maxConnections: 3,
      ...patient,
      more: (edge) => {
        edge.get("/slow", async (answer) => {
          asked();
          await held;
          return answer.text("done");
        });
      },
    });
    const slow = statusOf(port, "/slow", tls !== undefined);
    await begun;
    const idle = silent(port);
    await idle.open(20);
    release();
    expect(await slow).toBe(200);
  }
});
