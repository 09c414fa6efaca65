import { errorCode } from "@mvcrs/test-kit";
import { expect, it } from "vitest";
import { sendSignals } from "../src/index.ts";

const lines = Buffer.from('{"n":1}\n');
const taken = { id: "1", signals: 1, unusable: 0, taken_at: "now", repeated: false };
const json = (body: object, status = 202, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });

/** Sends with these answers, one an attempt; a string is an error of the network. */
async function sent(...answers: (Response | string)[]) {
  const asked: RequestInit[] = [];
  const waited: number[] = [];
  const options = {
    url: "https://crs.example.org/in/",
    token: "t",
    waitSeconds: 5,
    fetch: async (url: unknown, init?: RequestInit) => {
      expect(String(url)).toBe("https://crs.example.org/in/signals");
      asked.push(init ?? {});
      const answer = answers.shift();
      if (answer === undefined || typeof answer === "string") throw new TypeError(answer);
      return answer;
    },
    wait: async (milliseconds: number) => void waited.push(milliseconds),
  };
  const result = await sendSignals(lines, options).catch((thrown: unknown) =>
    errorCode(() => Promise.reject(thrown)),
  );
  return { result, asked, waited };
}

it("sends the same again until it is acknowledged, as late as the service asks", async () => {
  const { result, asked, waited } = await sent(
    "reset",
    json({}, 503, { "retry-after": "7" }),
    json({}, 429, { "retry-after": "86400" }),
    json({ ...taken, judged: true }, 200),
  );
  expect(result).toEqual({ ...taken, judged: true });
  expect(waited).toEqual([500, 7_000, 30_000]);
  expect(asked.map(({ body }) => Buffer.from(body as Uint8Array).toString())).toEqual(
    Array(4).fill('{"n":1}\n'),
  );
  expect(asked[0]).toMatchObject({
    redirect: "error",
    headers: { authorization: "Bearer t", prefer: "wait=5" },
  });
});

it("gives up after five attempts, and at once where it is refused or not understood", async () => {
  expect((await sent("a", "b", "c", "d", "e")).result).toBe("SERVICE_UNREACHABLE");
  const refused = await sent(json({ ok: false, code: "TOKEN_REFUSED", problem: "no" }, 401));
  expect([refused.result, refused.asked.length]).toEqual(["SERVICE_REFUSES", 1]);
  // Acknowledged by somebody who does not say so is not acknowledged.
  expect((await sent(new Response("<html>", { status: 200 }))).result).toBe("SERVICE_REFUSES");
});
