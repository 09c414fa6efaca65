import { randomUUID } from "node:crypto";
import {
  changedKeys,
  configHash,
  defaultConfig,
  type EventOf,
  escalationErrors,
  type MvcrsConfig,
  parseConfig,
} from "@mvcrs/escalation";
import { fileChanges } from "@mvcrs/files";
import type { Part } from "@mvcrs/service";
import type { Context } from "../../../command.ts";
import { configHistory, otherConfig } from "../../../other-config.ts";
import { recordFrom } from "../../../session.ts";
import type { Say } from "../say.ts";

export interface ConfigPart extends Part {
  current(): MvcrsConfig;
  /** Aborted once another one is in force. */
  replaced(): AbortSignal;
  /** Looks at the file now. */
  reload(): Promise<void>;
}

const actor = "mvcrs serve";
/** How often a host looks whether the others have put another one in force, in milliseconds. */
const compareEveryMs = 15_000;

/**
 * The configuration in force. The file is read again when it changes and when it is asked for; a wrong one is refused with
 * every problem, and the one before goes on. A change is an entry of the log before it takes effect.
 *
 * @throws CONFIG_INVALID where the first one is wrong
 */
export async function configPart(context: Context, say: Say): Promise<ConfigPart> {
  const { files, paths, clock } = context;
  let text = await files.read(paths.config);
  let current = text === null ? defaultConfig() : parseConfig(text, paths.config);
  let replaced = new AbortController();
  let refused: string | null = null;
  let loadedAt = clock();
  let turn: Promise<unknown> = Promise.resolve();

  async function look(force: boolean): Promise<void> {
    const next = await files.read(paths.config);
    if (next === text && !force) return;
    if (next === null) {
      // An editor may be replacing it; and a file that is gone is no decision for the defaults.
      if (text !== null) refuse(null, "the file is gone");
      return;
    }
    try {
      const parsed = parseConfig(next, paths.config);
      if (configHash(parsed) !== configHash(current)) {
        const event = changeOf(configHash(current), parsed, changedKeys(current, parsed));
        // Of the hosts that share a log, the first one to see it has said so.
        const isRecorded =
          context.store !== undefined && (await configHistory(context)).last?.after === event.after;
        if (!isRecorded) await recordFrom(context, () => [event]);
        say.info("config", `${event.changes?.length ?? 0} keys changed; the new configuration is in force`);
        current = parsed;
        replaced.abort();
        replaced = new AbortController();
      } else if (force && !(await putInForce())) say.info("config", "nothing in it has changed");
      text = next;
      refused = null;
      loadedAt = clock();
    } catch (thrown) {
      if (!escalationErrors.is(thrown, "CONFIG_INVALID")) throw thrown;
      refuse(next, thrown.message);
    }
  }

  function refuse(next: string | null, problem: string): void {
    text = next;
    refused = problem;
    say.warn("config", `${problem}\nThe configuration from before goes on.`);
  }

  const changeOf = (
    before: string,
    after: MvcrsConfig,
    changes?: ReturnType<typeof changedKeys>,
  ): EventOf<"config.changed"> => ({
    type: "config.changed",
    id: randomUUID(),
    at: new Date(clock()).toISOString(),
    actor,
    path: "state/mvcrs_config.json",
    before,
    after: configHash(after),
    ...(changes === undefined ? {} : { changes: [...changes] }),
  });

  /**
   * One that was changed while no service ran is recorded as well. Of hosts that share a log, one whose configuration was in force
   * before has not heard of the newer one: if it said so again at every start, the hosts would take turns for ever.
   */
  async function recordMissed(): Promise<void> {
    const { last, hashes } = await configHistory(context);
    if (last === undefined || last.after === configHash(current)) return;
    if (context.store !== undefined && hashes.has(configHash(current))) return;
    const event = changeOf(last.after, current);
    await recordFrom(context, () => [event]);
    say.info("config", "it was changed while no service ran; that is recorded now");
  }

  /** A person asked for it, on a host whose configuration is not the last one: it is now. */
  async function putInForce(): Promise<boolean> {
    if (context.store === undefined) return false;
    const { last } = await configHistory(context);
    if (last === undefined || last.after === configHash(current)) return false;
    const event = changeOf(last.after, current);
    await recordFrom(context, () => [event]);
    say.info("config", "the configuration of this host is the one in force now; give every host the same");
    return true;
  }

  const reload = (force: boolean): Promise<void> => {
    const mine = turn.then(() => look(force));
    turn = mine.catch(() => undefined);
    return mine;
  };

  return {
    name: "config",
    everyMs: 2_000,
    current: () => current,
    replaced: () => replaced.signal,
    reload: () => reload(true),
    async run(signal, pulse) {
      await recordMissed();
      let differs: string | null = null;
      let lookedAt = Number.NEGATIVE_INFINITY;
      for await (const _ of fileChanges(paths.config, signal)) {
        await reload(false);
        if (context.store !== undefined && performance.now() - lookedAt > compareEveryMs) {
          differs = await otherConfig(context, current);
          lookedAt = performance.now();
        }
        pulse.beat({ in_force_since: new Date(loadedAt).toISOString(), refused }, differs);
      }
    },
  };
}
