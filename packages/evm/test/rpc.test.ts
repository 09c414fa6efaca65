import { readFileSync } from "node:fs";
import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import {
  type HttpRpcOptions,
  httpRpc,
  meaningOf,
  meaningTexts,
  nodeAnswers,
  wantedFees,
} from "../src/index.ts";
import { isRevert } from "../src/node-answers.ts";

interface Sent {
  readonly url: string;
  readonly headers: Headers;
}

/** An endpoint whose answers are made up; each takes the request's id. */
function fake(...answers: ((id: number) => Response | Error)[]) {
  const sent: Sent[] = [];
  const slept: number[] = [];
  const rpcAt = (url: string, options: HttpRpcOptions = {}) =>
    httpRpc(url, {
      ...options,
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
      },
      fetch: async (input, init) => {
        sent.push({ url: String(input), headers: new Headers(init?.headers) });
        const { id } = JSON.parse(String(init?.body));
        const answer = (answers[sent.length - 1] ?? answers.at(-1))?.(id) ?? new Error("no answer");
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });
  return { sent, slept, rpcAt };
}
const json = (value: object, status = 200) => new Response(JSON.stringify(value), { status });
const good = (id: number) => json({ jsonrpc: "2.0", id, result: "0x1" });
const cut = () => new TypeError("socket hang up");
const busy = () => new Response("busy", { status: 503 });

describe("httpRpc", () => {
  it("asks again for lost answers, with growing pauses, and gives up in the end", async () => {
    const patient = fake(cut, busy, good);
    expect(await patient.rpcAt("http://node").request("eth_chainId", [])).toBe("0x1");
    expect(patient.slept).toEqual([100, 200]);
    const dead = fake(cut);
    expect(await errorCode(() => dead.rpcAt("http://node").request("eth_chainId", []))).toBe(
      "RPC_UNREACHABLE",
    );
    expect(dead.sent).toHaveLength(6);
  });

  it("takes a block that is not there for an answer where it is told to, and asks again where not", async () => {
    const none = (id: number) => json({ jsonrpc: "2.0", id, result: null });
    const ask = ["eth_getBlockByNumber", ["0x9", false]] as const;
    const patient = fake(none, none, good);
    expect(await patient.rpcAt("http://node").request(...ask)).toBe("0x1");
    const trusting = fake(none);
    expect(await trusting.rpcAt("http://node", { missingBlock: "answer" }).request(...ask)).toBe(null);
    expect(trusting.sent.length).toBe(1);
  });

  it("asks only once for what signs and sends in one go", async () => {
    const dead = fake(cut);
    expect(await errorCode(() => dead.rpcAt("http://node").request("eth_sendTransaction", []))).toBe(
      "RPC_UNREACHABLE",
    );
    expect(dead.sent).toHaveLength(1);
  });

  it("does not ask again for an error of the node's own, and finds revert data wherever it is put", async () => {
    for (const data of ["0x1234", { data: "0x1234" }, { originalError: { data: "0x1234" } }]) {
      const { rpcAt, sent } = fake((id) =>
        json({ jsonrpc: "2.0", id, error: { code: 3, message: "execution reverted", data } }),
      );
      const failed = rpcAt("http://node").request("eth_call", []);
      await expect(failed).rejects.toMatchObject({
        code: "RPC_ERROR",
        details: { data: "0x1234", rpcCode: 3 },
      });
      expect(sent).toHaveLength(1);
    }
  });

  it("refuses an answer to another question, and what is no answer", async () => {
    const code = (answer: (id: number) => Response) =>
      errorCode(() => fake(answer).rpcAt("http://node").request("m", []));
    expect(await code((id) => json({ jsonrpc: "2.0", id: id + 1, result: "0x1" }))).toBe("RPC_BAD_ANSWER");
    expect(await code(() => new Response("<html>", { status: 200 }))).toBe("RPC_BAD_ANSWER");
    expect(await code(() => json([], 404))).toBe("RPC_BAD_ANSWER");
    expect(await errorCode(() => httpRpc("not a url"))).toBe("BAD_ENDPOINT");
  });

  it("sends credentials as a header and shows the host alone", async () => {
    const { rpcAt, sent } = fake(good);
    const rpc = rpcAt("https://user:pa%20ss@node.example:8545/v2/secret?key=secret");
    await rpc.request("m", []);
    expect(rpc.label).toBe("node.example:8545");
    expect(sent[0]?.url).toBe("https://node.example:8545/v2/secret?key=secret");
    expect(sent[0]?.headers.get("authorization")).toBe(`Basic ${btoa("user:pa ss")}`);
  });
});

describe("the table of answers", () => {
  const rows = nodeAnswers.flatMap(({ means, on, samples }) => samples.map((text) => ({ means, on, text })));

  it.each(rows)("$means: $text", ({ means, on, text }) => {
    const method = on === "send" ? "eth_sendRawTransaction" : on === "logs" ? "eth_getLogs" : "eth_call";
    const code = text === "limit exceeded" ? -32_005 : -32_000;
    expect(meaningOf(method, { rpcCode: code, text })).toBe(means);
  });

  it("is the one in the document", () => {
    const path = new URL("../../../docs/formats/owner-operations.md", import.meta.url);
    const lines = readFileSync(path, "utf8").split("\n");
    for (const [means, text] of Object.entries(meaningTexts)) {
      const line = lines.find((one) => one.startsWith(`| ${means} | ${text} |`)) ?? "";
      expect(line).not.toBe("");
      for (const row of rows) if (row.means === means) expect(line).toContain(`\`${row.text}\``);
    }
  });

  it("takes a rate limit on logs for no range that is too wide, and unknown words for nothing", () => {
    expect(meaningOf("eth_getLogs", { rpcCode: -32_005, text: "rate limit exceeded" })).toBe("busy");
    expect(meaningOf("eth_sendRawTransaction", { rpcCode: -32_000, text: "no flux" })).toBe("unknown");
    expect(wantedFees("transaction underpriced: tip needed 30000000000, tip permitted 1")).toEqual({
      tip: 30_000_000_000n,
    });
    expect(wantedFees("gas price too low, minimum gas price 1.5 gwei.")).toEqual({ tip: 1_500_000_000n });
    expect(wantedFees("the tx baseFee: 5 (gasfeecap), 900 (basefee): insufficient fee")).toEqual({
      base: 900n,
    });
    expect(wantedFees("which has a baseFeePerGas of 900")).toEqual({ base: 900n });
    // Another one with its nonce, and so not this one.
    const other = "transaction with the same nonce and a higher fee already in the pool";
    expect(meaningOf("eth_sendRawTransaction", { rpcCode: -32_000, text: other })).toBe("nonce-held");
    expect(wantedFees("below the base fee 900, minimum needed 7.")).toEqual({ tip: 7n, base: 900n });
    for (const text of ["minimum needed 0x3b9aca00", "minimum needed 1.5", "underpriced"])
      expect(wantedFees(text)).toEqual({});
  });
});

describe("an execution that ends badly", () => {
  const ended = (text: string) => isRevert({ rpcCode: -32_603, text, data: undefined });

  it.each([
    "execution reverted",
    "out of gas",
    "EVM error OutOfGas",
    "EVM error: OpcodeNotFound",
    "EVM error InvalidFEOpcode",
    "EVM error InvalidJump",
    "EVM error MemoryOOG",
    "invalid jump destination",
    "BadJumpDestination",
    "Bad instruction fe",
    "stack underflow (0 <=> 1)",
    "StackUnderflow",
    "return data out of bounds",
    "write protection",
    "Transaction ran out of gas",
    "VM execution error.",
  ])("is the contract's answer, whatever the client's words: %s", (text) => {
    expect(ended(text)).toBe(true);
  });

  it.each(["EVM error Database(timeout)", "header not found", "execution aborted (timeout = 5s)"])(
    "is not what the node itself could not do: %s",
    (text) => expect(ended(text)).toBe(false),
  );
});

describe("requests at the same time", () => {
  const answers = (body: string) => {
    const asked: { id: number } | { id: number }[] = JSON.parse(body);
    return Array.isArray(asked) ? asked : [asked];
  };
  const counting = (answer: (body: string, nth: number) => Response) => {
    const bodies: string[] = [];
    const send: typeof fetch = async (_, init) => {
      bodies.push(String(init?.body));
      return answer(String(init?.body), bodies.length);
    };
    return { bodies, send };
  };
  const four = (url: string, send: typeof fetch) => {
    const rpc = httpRpc(url, { fetch: send, sleep: async () => {} });
    return Promise.all(["a", "b", "c", "d"].map((method) => rpc.request(method, [])));
  };
  const whole = (body: string) =>
    json(
      answers(body)
        .map(({ id }) => ({ jsonrpc: "2.0", id, result: id }))
        .reverse(),
    );

  it.each(["https://node.example", "http://127.0.0.1:8545"])(
    "go to %s in one batch, in any order of answers",
    async (url) => {
      const { bodies, send } = counting(whole);
      expect(await four(url, send)).toEqual([1, 2, 3, 4]);
      expect(bodies).toHaveLength(1);
    },
  );

  it("go one by one where the endpoint takes no batch, and alone where its answer is missing", async () => {
    const single = (body: string) => json({ jsonrpc: "2.0", id: JSON.parse(body).id, result: "0x1" });
    const none = counting((body) =>
      body.startsWith("[") ? json({ error: "no batches" }, 400) : single(body),
    );
    expect(await four("https://node.example", none.send)).toEqual(["0x1", "0x1", "0x1", "0x1"]);
    const partly = counting((body) =>
      body.startsWith("[") ? json([{ jsonrpc: "2.0", id: 2, result: "0x2" }]) : single(body),
    );
    expect(await four("https://node.example", partly.send)).toEqual(["0x1", "0x2", "0x1", "0x1"]);
    expect(partly.bodies).toHaveLength(4);
  });

  it.each([
    ["an error of HTTP", () => new Response("no batches", { status: 501 })],
    ["a closed connection", () => Promise.reject(new TypeError("socket hang up"))],
  ])("go one by one after %s for a batch", async (_, refusal) => {
    let batches = 0;
    const send: typeof fetch = async (_url, init) => {
      const body = String(init?.body);
      if (!body.startsWith("[")) return json({ jsonrpc: "2.0", id: JSON.parse(body).id, result: "0x1" });
      batches++;
      return refusal();
    };
    expect(await four("https://node.example", send)).toEqual(["0x1", "0x1", "0x1", "0x1"]);
    expect(batches).toBe(1);
  });

  it("waits as long as the provider asks for", async () => {
    const { rpcAt, slept } = fake(
      () => new Response("slow down", { status: 429, headers: { "retry-after": "7" } }),
      (id) =>
        json({
          jsonrpc: "2.0",
          id,
          error: { code: -32_005, message: "request rate exceeded", data: { rate: { backoff_seconds: 3 } } },
        }),
      good,
    );
    expect(await rpcAt("http://node").request("eth_chainId", [])).toBe("0x1");
    expect(slept).toEqual([7_000, 3_000]);
  });
});
