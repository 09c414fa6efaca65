import type { Aside, AsideRow } from "@mvcrs/chain-postgres";
import { isCodedError } from "@mvcrs/errors";
import type { Context } from "../../command.ts";
import { cliErrors } from "../../errors.ts";

/** What stands aside in the database of a root. @throws LOG_NOT_SHARED */
export function asideOf({ store, paths }: Context): Aside {
  if (store === undefined) throw cliErrors.create("LOG_NOT_SHARED", { root: paths.root });
  return store.aside;
}

/** How many signals stand aside; `null` where nobody can say. A root that judges by itself puts none aside. */
export async function countAside({ store }: Context): Promise<number | null> {
  try {
    return (await store?.aside.count()) ?? 0;
  } catch (thrown) {
    if (!isCodedError(thrown)) throw thrown;
    return null;
  }
}

/** The one whose id begins so. @throws ASIDE_UNKNOWN, ASIDE_AMBIGUOUS */
export async function asideNamed(aside: Aside, id: string): Promise<AsideRow> {
  const [found, other] = (await aside.list()).filter((row) => row.id.startsWith(id.toLowerCase()));
  if (found === undefined) throw cliErrors.create("ASIDE_UNKNOWN", { id });
  if (other !== undefined) throw cliErrors.create("ASIDE_AMBIGUOUS", { id });
  return found;
}
