// Set-up of the tests: the program that they start is of the sources as they are.
import { bundle } from "./bundle.ts";
import { isFresh } from "./is-fresh.ts";

export default async function setUp(): Promise<void> {
  if (!isFresh()) await bundle();
}
