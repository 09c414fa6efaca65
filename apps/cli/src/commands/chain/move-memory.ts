import { type HeldShards, postgresShards, type Shards, shardOf } from "@mvcrs/chain-postgres";
import {
  fromShards,
  intoShards,
  type MvcrsState,
  readSavedState,
  type Session,
  type StoreFile,
} from "@mvcrs/escalation";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";
import { configOf } from "../../session.ts";
import { passwordFrom } from "../../store-password.ts";

/** How many shards there are: every one has to be held, so that nobody judges meanwhile. */
const all = 256;

/** Moves what the verifiers of this root remember into the database, for the workers of all hosts. @throws WORKERS_RUN */
export async function memoryToShards(file: StoreFile, state: MvcrsState, context: Context): Promise<void> {
  const saved = await readSavedState(context.files, context.paths);
  if (saved === null) return;
  const config = await configOf(context);
  await using shards = shardsAt(file, context);
  await holdingAll(shards, async (held) => {
    await held.load(held.shards);
    await held.commit(intoShards(saved, state, { config, notice: context.notice, shardOf }));
  });
}

/** Moves it back, once nothing waits to be judged. @throws SIGNALS_WAIT, SIGNALS_ASIDE, WORKERS_RUN */
export async function memoryFromShards(
  file: StoreFile,
  position: Session["position"],
  context: Context,
): Promise<void> {
  const config = await configOf(context);
  await using shards = shardsAt(file, context);
  await holdingAll(shards, async (held) => {
    const waiting = await shards.waiting();
    if (waiting > 0) throw cliErrors.create("SIGNALS_WAIT", { waiting });
    const aside = (await context.store?.aside.count()) ?? 0;
    if (aside > 0) throw cliErrors.create("SIGNALS_ASIDE", { aside });
    const stored = await held.load(held.shards);
    if (stored.every(({ snapshot }) => snapshot === null)) return;
    const saved = fromShards(stored, position, { config, notice: context.notice });
    await context.files.write(context.paths.verifierState, `${JSON.stringify(saved)}\n`);
  });
}

const shardsAt = (file: StoreFile, context: Context): Shards =>
  postgresShards({ ...file, ...passwordFrom(context) });

async function holdingAll(shards: Shards, action: (held: HeldShards) => Promise<void>): Promise<void> {
  const held = shards.hold();
  try {
    const { workers } = await held.balance();
    if (held.shards.length < all) throw cliErrors.create("WORKERS_RUN", { workers: workers - 1 });
    await action(held);
  } finally {
    await held.leave();
  }
}
