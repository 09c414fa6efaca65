import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { messageOf } from "@mvcrs/errors";
import { type Part, type PartHealth, periodic, type Wait } from "@mvcrs/service";
import type { Io } from "../../../io.ts";

const run = promisify(execFile);

/** Tells systemd something. Node cannot write to its datagram socket, so the program that comes with it does. */
const tell = (env: Io["env"], ...words: readonly string[]) =>
  run("systemd-notify", [...words], { env: { ...env } as NodeJS.ProcessEnv, timeout: 5_000 });

/**
 * Tells systemd that the service is ready, and that it lives for as long as no part of it hangs; `undefined` where it was not
 * started by systemd with `Type=notify`. What merely fails is told in `/readyz`: a restart would not help it.
 */
export function watchdogPart(
  env: Io["env"],
  wait: Wait,
  health: () => readonly PartHealth[],
): Part | undefined {
  if ((env["NOTIFY_SOCKET"] ?? "") === "") return undefined;
  const micros = Number(env["WATCHDOG_USEC"] ?? 0);
  const everyMs = micros > 0 ? micros / 2_000 : 30_000;
  let ready = false;
  return periodic({ name: "watchdog", everyMs, wait }, async () => {
    const hanging = health().filter(({ hangs }) => hangs);
    try {
      if (!ready) await tell(env, "--ready");
      ready = true;
      if (micros > 0 && hanging.length === 0) await tell(env, "WATCHDOG=1");
    } catch (thrown) {
      return { detail: {}, problem: `systemd-notify did not work: ${messageOf(thrown)}` };
    }
    return { detail: { hanging: hanging.map(({ name }) => name).join(", ") } };
  });
}
