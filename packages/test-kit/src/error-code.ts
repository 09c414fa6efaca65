import { isCodedError } from "@mvcrs/errors";

/**
 * Runs `action` and returns the code of the error it throws, so that a test asserts codes, never texts. An error
 * without a code is thrown on; without an error, `undefined`.
 */
export async function errorCode(action: () => unknown): Promise<string | undefined> {
  try {
    await action();
    return undefined;
  } catch (thrown) {
    if (isCodedError(thrown)) return thrown.code;
    throw thrown;
  }
}
