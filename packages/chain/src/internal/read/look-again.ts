import { isCodedError } from "@mvcrs/errors";

const MOST_LOOKS = 5;

/**
 * Looks at a log that others may be changing. A reader that has met half of a change accuses nobody: an accusation
 * is raised only once a second look, at everything again, has come to the very same one.
 */
export async function lookAgain<T>(look: () => Promise<T>, forget: () => Promise<void>): Promise<T> {
  let last = "";
  for (let looks = 1; ; looks++) {
    try {
      return await look();
    } catch (thrown) {
      if (!isCodedError(thrown) || thrown.kind !== "integrity") throw thrown;
      const accusation = JSON.stringify([thrown.code, thrown.details]);
      if (accusation === last || looks === MOST_LOOKS) throw thrown;
      last = accusation;
      await forget();
    }
  }
}
