import type { Signer } from "ethers";
import type { TransactionSigner } from "../signer.ts";

/** A signer of ours that an ethers signer signs for. */
export async function ethersSigner(signer: Signer): Promise<TransactionSigner> {
  return {
    address: await signer.getAddress(),
    kind: "private-key",
    sign: (transaction) =>
      signer.signTransaction({ ...transaction, type: "gasPrice" in transaction ? 0 : 2, value: 0n }),
  };
}
