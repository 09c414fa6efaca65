/** Bytes that a client may leave unread before it is let go: it comes back and says how far it is. */
const mostUnread = 1024 * 1024;
const encoder = new TextEncoder();

interface Client {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  /** How far it is. */
  from: number;
}

export interface EventStreamOptions {
  /** Clients at the same time. */
  readonly most: number;
  /** What somebody who is as far as `from` is to be sent; made once for all who are. */
  readonly since: (from: number) => Promise<string>;
}

/** Server-sent events to many clients, each of which says how far it is. */
export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #clients = new Set<Client>();
  #closed = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  get clients(): number {
    return this.#clients.size;
  }

  /** A stream to a client that is as far as `from`; `undefined` where there are too many already. */
  open(from: number, count: number): ReadableStream<Uint8Array> | undefined {
    if (this.#closed || this.#clients.size >= this.#options.most) return undefined;
    let client: Client | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          client = { controller, from };
          this.#clients.add(client);
          this.#send(client, encoder.encode("retry: 1000\n: connected\n\n"));
          if (from !== count) void this.publish(count).catch(() => this.#drop(client));
        },
        cancel: () => {
          if (client !== undefined) this.#clients.delete(client);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: mostUnread }),
    );
  }

  /** Sends everybody what is missing up to `count`, and `more` behind it. */
  async publish(count: number, more = ""): Promise<void> {
    const texts = new Map<number, string>();
    for (const { from } of this.#clients) if (!texts.has(from)) texts.set(from, "");
    for (const from of texts.keys()) texts.set(from, from === count ? "" : await this.#options.since(from));
    // Made once for all who are as far.
    const sent = new Map([...texts].map(([from, text]) => [from, encoder.encode(text + more)]));
    for (const client of [...this.#clients]) {
      const bytes = sent.get(client.from);
      // One that came meanwhile is served by its own call.
      if (bytes === undefined) continue;
      if (bytes.length > 0) this.#send(client, bytes);
      client.from = count;
    }
  }

  /** Keeps proxies from closing what is quiet. */
  beat(): void {
    const bytes = encoder.encode(": still here\n\n");
    for (const client of [...this.#clients]) this.#send(client, bytes);
  }

  close(): void {
    this.#closed = true;
    for (const client of [...this.#clients]) this.#drop(client);
  }

  #send(client: Client, bytes: Uint8Array): void {
    if ((client.controller.desiredSize ?? 0) <= 0) this.#drop(client);
    else client.controller.enqueue(bytes);
  }

  #drop(client: Client | undefined): void {
    if (client === undefined || !this.#clients.delete(client)) return;
    client.controller.close();
  }
}
