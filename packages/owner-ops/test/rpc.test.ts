import { errorCode } from "@mvcrs/test-kit";
import { describe, expect, it } from "vitest";
import { httpRpc } from "../src/index.ts";

interface Sent {
  readonly url: string;
  readonly headers: Headers;
}

/** An endpoint whose answers are made up; each takes the request's id. */
function fake(...answers: ((id: number) => Response | Error)[]) {
  const sent: Sent[] = [];
  const slept: number[] = [];
  const rpcAt = (url: string) =>
    httpRpc(url, {
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
    expect(await errorCode(() => httpRpc("not a url"))).toBe("UNKNOWN_OPTION");
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
