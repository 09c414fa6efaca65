import { isCodedError } from "@mvcrs/errors";

/**
 * Runs `action` and gives the code of the error it throws, so that a test asserts codes, never texts. An error
 * without a code is thrown on; no error at all gives `undefined`.
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
