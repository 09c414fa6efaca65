import { z } from "zod";
import { garbage, type Http, type HttpOutcome, type HttpRequest, send } from "../request.ts";

/** The outcome of a call, with the part of the answer that is used. */
export type Result<Value> =
  | { readonly kind: "ok"; readonly value: Value }
  | Exclude<HttpOutcome, { readonly kind: "ok" }>;

export interface GithubApiOptions {
  /** `https://api.github.com`, or that of a compatible server. */
  readonly base: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  readonly http: Http;
}

const issue = z.object({
  number: z.int().positive(),
  body: z.string().nullable().optional(),
  created_at: z.string().optional(),
});
const issues = z.array(issue);
const comments = z.array(z.object({ body: z.string().nullable().optional() }));
const created = z.object({ number: z.int().positive() });

const perPage = 50;
const maxPages = 40;
/** Fifty bodies of GitHub's largest size (65,536 characters), and room for the rest. */
const maxBytes = 16 * 1024 * 1024;
const dayMs = 24 * 3_600_000;

/** The few calls of the REST API for issues that are needed (docs.github.com/rest/issues). */
export class GithubApi {
  readonly #options: GithubApiOptions;

  constructor(options: GithubApiOptions) {
    this.#options = options;
  }

  /** The newest issue whose body passes, with all of `labels`, no older than a day before `since` (milliseconds). */
  async findIssue(
    matches: (body: string | null) => boolean,
    labels: readonly string[],
    since: number,
  ): Promise<Result<number | null>> {
    const query = new URLSearchParams({ state: "all", sort: "created", direction: "desc" });
    if (labels.length > 0) query.set("labels", labels.join(","));
    return this.#look("issues", query, issues, (page) => {
      const hit = page.find(({ body }) => matches(body ?? null));
      if (hit !== undefined) return hit.number;
      const oldest = Date.parse(page.at(-1)?.created_at ?? "");
      return oldest < since - dayMs ? null : undefined;
    });
  }

  /** Whether the issue's body or one of its comments passes. */
  async isMarked(number: number, matches: (body: string | null) => boolean): Promise<Result<boolean>> {
    const one = await this.#call({ method: "GET", path: `issues/${number}` }, issue);
    if (one.kind !== "ok") return one;
    if (matches(one.value.body ?? null)) return { kind: "ok", value: true };
    const found = await this.#look(`issues/${number}/comments`, new URLSearchParams(), comments, (page) =>
      page.some(({ body }) => matches(body ?? null)) ? true : undefined,
    );
    return found.kind === "ok" ? { kind: "ok", value: found.value ?? false } : found;
  }

  async createIssue(fields: {
    readonly title: string;
    readonly body: string;
    readonly labels: readonly string[];
  }): Promise<Result<number>> {
    const made = await this.#call({ method: "POST", path: "issues", fields }, created);
    return made.kind === "ok" ? { kind: "ok", value: made.value.number } : made;
  }

  addComment(number: number, body: string): Promise<HttpOutcome> {
    return this.#send({ method: "POST", path: `issues/${number}/comments`, fields: { body } }, 0);
  }

  closeIssue(number: number, reason: "completed" | "not_planned"): Promise<HttpOutcome> {
    const fields = { state: "closed", state_reason: reason };
    return this.#send({ method: "PATCH", path: `issues/${number}`, fields }, 0);
  }

  /** Goes through the pages of a list until `pick` decides; `null` where none did. */
  async #look<Page extends readonly unknown[], Value>(
    path: string,
    query: URLSearchParams,
    schema: z.ZodType<Page>,
    pick: (page: Page) => Value | undefined,
  ): Promise<Result<Value | null>> {
    query.set("per_page", String(perPage));
    for (let number = 1; number <= maxPages; number++) {
      query.set("page", String(number));
      const page = await this.#call({ method: "GET", path: `${path}?${query}` }, schema);
      if (page.kind !== "ok") return page;
      const value = pick(page.value);
      if (value !== undefined) return { kind: "ok", value };
      // Shorter than asked for is no sign of the end: compatible servers have caps of their own.
      if (page.value.length === 0) break;
    }
    return { kind: "ok", value: null };
  }

  async #call<Value>(call: Call, schema: z.ZodType<Value>): Promise<Result<Value>> {
    const outcome = await this.#send(call, maxBytes);
    if (outcome.kind !== "ok") return outcome;
    let document: unknown;
    try {
      document = JSON.parse(outcome.body);
    } catch {
      return garbage("an answer that is not JSON");
    }
    const parsed = schema.safeParse(document);
    return parsed.success
      ? { kind: "ok", value: parsed.data }
      : garbage("an answer that is not what the API documents");
  }

  #send({ method, path, fields }: Call, wanted: number): Promise<HttpOutcome> {
    const { base, repository, token, http } = this.#options;
    const url = `${base.replace(/\/+$/, "")}/repos/${repository}/${path}`;
    const headers = {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "x-github-api-version": "2022-11-28",
    };
    return send(
      fields === undefined
        ? { method, url, headers, wanted }
        : {
            method,
            url,
            headers: { ...headers, "content-type": "application/json" },
            body: JSON.stringify(fields),
            wanted,
          },
      http,
    );
  }
}

interface Call {
  readonly method: HttpRequest["method"];
  readonly path: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}
