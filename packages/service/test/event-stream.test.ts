import { expect, it } from "vitest";
import { EventStream } from "../src/index.ts";

const decoder = new TextDecoder();

it("sends each client what it lacks, made once for all who are as far, and lets go of one that does not read", async () => {
  let made = 0;
  const stream = new EventStream({
    most: 3,
    async since(from) {
      made += 1;
      return `data: ${from} ${"x".repeat(300_000)}\n\n`;
    },
  });
  const [a, b] = [stream.open(5, 5), stream.open(5, 5)];
  const reader = a?.getReader();
  await stream.publish(6);
  expect(made).toBe(1);
  let text = "";
  while (!text.includes("data: 5 ")) text += decoder.decode((await reader?.read())?.value);
  // It reads; the other one never does.
  for (let count = 7; count < 12; count++) {
    await stream.publish(count);
    while (!text.includes(`data: ${count - 1} `)) text += decoder.decode((await reader?.read())?.value);
  }
  expect(stream.clients).toBe(1);
  await b?.cancel();
  await reader?.cancel();
  expect(stream.clients).toBe(0);
});

it("takes no more clients than it may, and none once it is closed", () => {
  const stream = new EventStream({ most: 2, since: async () => "" });
  expect([1, 2, 3].map(() => stream.open(0, 0) !== undefined)).toEqual([true, true, false]);
  stream.close();
  expect([stream.clients, stream.open(0, 0)]).toEqual([0, undefined]);
});
