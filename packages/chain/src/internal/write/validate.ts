import type { StandardSchemaV1 } from "@standard-schema/spec";

interface Issue {
  /** JSON Pointer (RFC 6901). */
  readonly path: string;
  readonly message: string;
}

export type Validated<E> = { readonly value: E } | { readonly issues: readonly Issue[] };

/** Runs a Standard Schema, or none: then the value is taken as it is. */
export function validate<E>(
  schema: StandardSchemaV1<unknown, E> | undefined,
  value: unknown,
): Validated<E> | Promise<Validated<E>> {
  // Without a schema the caller's type parameter is the only word on what an event is.
  if (schema === undefined) return { value: value as E };
  const result = schema["~standard"].validate(value);
  return result instanceof Promise ? result.then(plain) : plain(result);
}

function plain<E>(result: StandardSchemaV1.Result<E>): Validated<E> {
  if (result.issues === undefined) return { value: result.value };
  return {
    issues: result.issues.map(({ path, message }) => ({
      path: (path ?? [])
        .map((segment) => `/${String(typeof segment === "object" ? segment.key : segment)}`)
        .join(""),
      message,
    })),
  };
}
