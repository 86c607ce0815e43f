/** One question outside of any measurement. */
export interface Reply {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
  /** Of a JSON body; empty where it is none, or says none. */
  readonly errors: readonly unknown[];
  /** Null where there is none. */
  readonly data: unknown;
}

/** @param body of a POST request, as JSON */
export async function ask(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  const { data = null, errors = [] } = read(text);
  return { status: response.status, header: (name) => response.headers.get(name), text, errors, data };
}

function read(text: string): { readonly data?: unknown; readonly errors?: Reply['errors'] } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
