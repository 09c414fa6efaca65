import type { Answer } from "./endpoint.ts";

interface Issue {
  readonly number: number;
  readonly title: string;
  body: string;
  readonly labels: readonly string[];
  state: string;
  state_reason?: string;
  readonly created_at: string;
  readonly comments: string[];
}

/** As much of GitHub's REST API for issues as is used, with a repository `acme/gov` behind it. */
export function githubServer(token: string) {
  const issues: Issue[] = [];
  const send = (response: Parameters<Answer>[1], code: number, value: unknown): void => {
    response.writeHead(code, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
  const answer: Answer = ({ method, path, headers, body }, response) => {
    if (headers.authorization !== `Bearer ${token}`)
      return send(response, 401, { message: "Bad credentials" });
    const url = new URL(path, "http://x");
    const query = url.searchParams;
    const rest = url.pathname.replace(/^\/repos\/acme\/gov\//, "").split("/");
    const [, number, comments] = rest;
    const fields = body === "" ? {} : JSON.parse(body);
    const page = <Item>(all: readonly Item[]): Item[] => {
      const per = Math.min(3, Number(query.get("per_page")));
      const from = (Number(query.get("page")) - 1) * per;
      return all.slice(from, from + per);
    };
    if (rest[0] !== "issues") return send(response, 404, {});
    if (number === undefined && method === "GET") {
      const labels = query.get("labels")?.split(",") ?? [];
      const all = issues.filter((issue) => labels.every((label) => issue.labels.includes(label)));
      return send(response, 200, page([...all].reverse()));
    }
    if (number === undefined) {
      const { title, body: text, labels } = fields;
      const created_at = "2026-11-22T02:00:00Z";
      const issue = {
        number: issues.length + 1,
        title,
        body: text,
        labels,
        state: "open",
        created_at,
        comments: [],
      };
      issues.push(issue);
      return send(response, 201, issue);
    }
    const issue = issues[Number(number) - 1];
    if (issue === undefined) return send(response, 404, {});
    if (comments !== undefined && method === "GET")
      return send(response, 200, page(issue.comments.map((text) => ({ body: text }))));
    if (comments !== undefined) issue.comments.push(fields.body);
    else if (method === "PATCH") Object.assign(issue, fields);
    return send(response, comments === undefined ? 200 : 201, issue);
  };
  return { issues, answer };
}
