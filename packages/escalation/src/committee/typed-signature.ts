import { Signature, type TypedDataDomain, type TypedDataField, verifyTypedData } from "ethers";

/** An EIP-712 document without its message. */
export interface TypedDocument {
  readonly domain: TypedDataDomain;
  readonly types: Record<string, TypedDataField[]>;
}

/** The address that signed, in checksum form; `undefined` where it is no signature of the message. */
export function signerOf(
  { domain, types }: TypedDocument,
  message: Record<string, unknown>,
  signature: string,
): string | undefined {
  try {
    // Signature.from refuses the second form that every ECDSA signature has (s in the upper half, EIP-2).
    const exact = Signature.from(signature).serialized;
    return exact === signature ? verifyTypedData(domain, types, message, exact) : undefined;
  } catch {
    return undefined;
  }
}
