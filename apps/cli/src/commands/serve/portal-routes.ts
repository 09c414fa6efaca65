import { resumeFrom } from "@mvcrs/portal";
import { bytesResponse, type Edge, refuse } from "@mvcrs/service";
import type { PortalPart } from "./parts/portal.ts";

/** The page asks nobody but this service, and runs no script but its own. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Adds the page, what it reads, and the events that keep it live. */
export function portalRoutes(edge: Edge, { portal, events }: Pick<PortalPart, "portal" | "events">): void {
  const counted = (): number | undefined => {
    try {
      return portal.overview().log.count;
    } catch {
      // The first update is under way.
      return undefined;
    }
  };
  edge.get("/events", (asked) => {
    const count = counted();
    const busy = { "retry-after": "2" };
    if (count === undefined) return refuse(asked, 503, "NOT_YET", "the portal is being made", busy);
    const from =
      resumeFrom(asked.req.header("last-event-id")) ?? resumeFrom(asked.req.query("from")) ?? count;
    const stream = events.open(from, count);
    if (stream === undefined) return refuse(asked, 503, "TOO_MANY", "too many pages are open", busy);
    return asked.body(stream, 200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
  });
  edge.get("/*", async (asked) => {
    const path = asked.req.path.slice(1);
    const file = await portal.file(path === "" ? "index.html" : path);
    if (file === undefined) return asked.notFound();
    const answer = bytesResponse(file, asked.req.raw.headers, asked.req.method === "HEAD");
    if (file.contentType.startsWith("text/html")) answer.headers.set("content-security-policy", policy);
    return answer;
  });
}
