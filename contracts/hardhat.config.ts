import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatTypechain from "@nomicfoundation/hardhat-typechain";
import { defineConfig } from "hardhat/config";

// The compiler is the npm package `solc` (the emscripten build), so that nothing is downloaded when compiling.
const solcPath = createRequire(import.meta.url).resolve("solc/soljson.js");
const compiler = {
  version: "0.8.37",
  path: solcPath,
  settings: {
    evmVersion: "cancun",
    optimizer: { enabled: true, runs: 200 },
    metadata: { bytecodeHash: "none" },
    outputSelection: { "*": { "*": ["storageLayout"] } },
  },
};

export default defineConfig({
  plugins: [hardhatEthers, hardhatTypechain],
  solidity: { profiles: { default: compiler, production: compiler } },
  paths: {
    sources: ["./contracts", "./test-doubles"],
    tests: { solidity: "./solidity-tests" },
  },
  test: {
    solidity: {
      fuzz: { runs: 128, seed: "0x2a" },
      invariant: { runs: 32, depth: 64 },
    },
  },
  typechain: { outDir: "./types" },
});
