import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../hardhat.config.ts";

/** The folder of this package. */
export const home = fileURLToPath(new URL("..", import.meta.url));

// Made by hand, because `import "hardhat"` looks for the configuration above the current folder, and the tests run
// from the root of the repository.
export const hre = await createHardhatRuntimeEnvironment(
  config,
  { config: `${home}hardhat.config.ts` },
  home,
);
