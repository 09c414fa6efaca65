import { messageOf } from "@mvcrs/errors";
import { describe, expect, it } from "vitest";
import {
  type Part,
  type Pulse,
  periodic,
  type SuperviseOptions,
  serviceErrors,
  supervise,
} from "../src/index.ts";

/** A world whose time goes on where somebody waits. */
function world() {
  let now = 0;
  const stop = new AbortController();
  const failures: string[] = [];
  const pauses: number[] = [];
  const options: SuperviseOptions = {
    signal: stop.signal,
    monotonic: () => now,
    wait: async (milliseconds, signal) => {
      if (signal.aborted) return;
      pauses.push(milliseconds);
      now += milliseconds;
    },
    failed: (part, thrown) => failures.push(`${part}: ${messageOf(thrown)}`),
  };
  return { options, stop, failures, pauses, pass: (milliseconds: number) => (now += milliseconds) };
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

describe("a supervised part", () => {
  it("is started again after pauses that grow, is not ok meanwhile, and is ok once it works again", async () => {
    const { options, stop, failures, pauses } = world();
    let starts = 0;
    let works: (pulse: Pulse) => void = () => undefined;
    const working = new Promise<Pulse>((resolve) => {
      works = resolve;
    });
    const health: unknown[] = [];
    const part: Part = {
      name: "p",
      everyMs: 1000,
      async run(signal, pulse) {
        starts += 1;
        health.push(supervisor?.health()[0]?.problem);
        if (starts < 4) throw new TypeError(`no ${starts}`);
        pulse.beat({ done: starts });
        works(pulse);
        await untilAborted(signal);
      },
    };
    let supervisor: ReturnType<typeof supervise> | undefined;
    supervisor = supervise([part], options);
    await working;
    expect(failures).toEqual(["p: no 1", "p: no 2", "p: no 3"]);
    expect(pauses).toEqual([1000, 2000, 4000]);
    expect(health).toEqual([undefined, "no 1", "no 2", "no 3"]);
    expect(supervisor.health()).toMatchObject([
      { ok: true, problem: null, restarts: 3, detail: { done: 4 } },
    ]);
    stop.abort();
    expect(await supervisor.ended(10)).toEqual([]);
  });

  it("that ends by itself has failed", async () => {
    const { options, stop } = world();
    const failures: unknown[] = [];
    let starts = 0;
    const ended = new Promise<void>((resolve) => {
      const part: Part = {
        name: "p",
        everyMs: 1000,
        async run() {
          starts += 1;
          if (starts === 2) {
            stop.abort();
            resolve();
          }
        },
      };
      supervise([part], { ...options, failed: (_part, thrown) => failures.push(thrown) });
    });
    await ended;
    expect(failures.map((thrown) => serviceErrors.is(thrown, "PART_ENDED"))).toEqual([true]);
  });

  it("that hangs is seen by its age, and named when it does not end", async () => {
    const { options, stop, pass } = world();
    const part: Part = {
      name: "p",
      everyMs: 1000,
      async run(_signal, pulse) {
        pulse.beat();
        await new Promise(() => undefined);
      },
    };
    const supervisor = supervise([part], options);
    pass(7000);
    expect(supervisor.health()).toMatchObject([{ ok: true, hangs: false }]);
    pass(1);
    expect(supervisor.health()).toMatchObject([{ ok: false, hangs: true, ageMs: 7001 }]);
    stop.abort();
    expect(await supervisor.ended(10)).toEqual(["p"]);
  });

  it("that has not begun to work within its time hangs too", () => {
    const { options, pass } = world();
    const part: Part = { name: "p", everyMs: 1000, run: () => new Promise(() => undefined) };
    const supervisor = supervise([part], options);
    pass(7001);
    expect(supervisor.health()).toMatchObject([{ ok: false, hangs: true, ageMs: null }]);
  });

  it("may say itself that its work is not done", async () => {
    const { options, stop } = world();
    const { wait } = options;
    const part = periodic({ name: "p", everyMs: 1000, wait }, async () => {
      stop.abort();
      return { detail: {}, problem: "no key" };
    });
    const supervisor = supervise([part], options);
    await supervisor.ended(10);
    expect(supervisor.health()).toMatchObject([{ ok: false, hangs: false, problem: "no key" }]);
  });
});
