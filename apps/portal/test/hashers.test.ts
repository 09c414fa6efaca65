import { expect, it } from "vitest";
import { startHashers } from "../src/worker/hashers.ts";
import type { Answer, Request } from "../src/worker/messages.ts";

/** A worker that does with each request what it is told to. */
class FakeWorker extends EventTarget implements Worker {
  readonly #does: (worker: FakeWorker, asked: Request) => void;
  readonly onmessage = null;
  readonly onmessageerror = null;
  readonly onerror = null;
  isTerminated = false;

  constructor(does: (worker: FakeWorker, asked: Request) => void) {
    super();
    this.#does = does;
  }

  postMessage(asked: Request): void {
    this.#does(this, asked);
  }

  answer(data: Answer): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

const root = new Uint8Array(32);
const answers = (worker: FakeWorker, asked: Request): void => {
  if (asked.kind === "bundle") worker.answer({ kind: "bundle", index: asked.index, root, bytes: 9 });
};

it("spreads bundles over its workers, and ends them", async () => {
  const workers: FakeWorker[] = [];
  const asked: number[][] = [];
  const hashers = startHashers("http://x/", 2, () => {
    const mine: number[] = [];
    asked.push(mine);
    const worker = new FakeWorker((worker, request) => {
      if (request.kind === "bundle") mine.push(request.index);
      answers(worker, request);
    });
    workers.push(worker);
    return worker;
  });
  const found = await Promise.all([0, 1, 2, 3].map((index) => hashers.bundle(index)));
  expect(found.map(({ bytes }) => bytes)).toEqual([9, 9, 9, 9]);
  expect(asked).toEqual([
    [0, 2],
    [1, 3],
  ]);
  hashers[Symbol.dispose]();
  expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, true]);
});

it("answers for a worker that ends, what it was asked before and after", async () => {
  const hashers = startHashers(
    "http://x/",
    1,
    () => new FakeWorker((worker) => void setImmediate(() => worker.dispatchEvent(new Event("error")))),
  );
  await expect(Promise.all([hashers.bundle(0), hashers.bundle(1)])).rejects.toThrow("a hashing worker ended");
  await expect(hashers.bundle(2)).rejects.toThrow("no hashing worker");
});

it("answers where no worker can be started", async () => {
  const hashers = startHashers("http://x/", 2, () => {
    throw new ReferenceError("Worker is not defined");
  });
  await expect(hashers.bundle(0)).rejects.toThrow("no hashing worker");
  hashers[Symbol.dispose]();
});

it("says of a bundle what the worker says", async () => {
  const hashers = startHashers(
    "http://x/",
    1,
    () =>
      new FakeWorker((worker, request) => {
        if (request.kind === "bundle")
          worker.answer({ kind: "bundle-bad", index: request.index, problem: "HTTP 404" });
      }),
  );
  await expect(hashers.bundle(7)).rejects.toThrow("HTTP 404");
});
