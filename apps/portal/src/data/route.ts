import { signal } from "@preact/signals";

/** What the address asks for. */
export interface Route {
  readonly view: string;
  /** What stands behind the view's name. */
  readonly of: string;
  /** `?at=SEQ`: the state as of this entry. */
  readonly at: number | null;
}

function routeOf({ hash, search }: Location): Route {
  const [, view = "", of = ""] = /^#\/([a-z]*)\/?(.*)$/.exec(hash) ?? [];
  const at = new URLSearchParams(search).get("at");
  return {
    view: view === "" ? "overview" : view,
    of: decoded(of),
    at: at !== null && /^\d{1,15}$/.test(at) ? Number(at) : null,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const route = signal(routeOf(location));

export const follow = (): void => {
  route.value = routeOf(location);
};

/** The address of a view, which keeps `?at`. */
export const href = (view: string, of = ""): string =>
  `#/${view}${of === "" ? "" : `/${encodeURIComponent(of)}`}`;

/** Goes to the state as of an entry, or back to now. */
export function goTo(at: number | null): void {
  const search = at === null ? location.pathname : `?at=${at}`;
  history.pushState(null, "", `${search}${location.hash}`);
  follow();
}
