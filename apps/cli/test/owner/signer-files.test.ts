import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { httpRpc } from "@mvcrs/evm";
import { tempRoot } from "@mvcrs/test-kit";
import { encryptKeystoreJsonSync, Wallet } from "ethers";
import { expect, it } from "vitest";
import { signerFrom } from "../../src/commands/owner/options/signer-from.ts";

const key = `0x${"11".repeat(32)}`;
const mark = "\ufeff";
// No signer in a file asks the node; nobody listens there.
const rpc = httpRpc("http://127.0.0.1:1");

it("reads key, keystore and password from files with a byte-order mark and a newline of either kind", async () => {
  const root = tempRoot();
  const wallet = new Wallet(key);
  const file = (name: string, text: string) => {
    writeFileSync(join(root, name), text);
    return name;
  };
  const resolve = (path: string) => join(root, path);
  const plain = await signerFrom({ "private-key-file": file("key", `${mark}${key}\r\n`) }, {}, resolve, rpc);
  expect(plain?.address).toBe(wallet.address);
  const keystore = file(
    "keystore.json",
    `${mark}${encryptKeystoreJsonSync(wallet, "pässword", { scrypt: { N: 2 } })}\n`,
  );
  const password = file("password", `${mark}pässword\r\n`);
  const locked = await signerFrom({ keystore, "password-file": password }, {}, resolve, rpc);
  expect(locked?.address).toBe(wallet.address);
});
