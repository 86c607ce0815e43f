/** JSON, or some that is still to come. */
export type Written = string | Promise<string>;

/** Text that is put together while some of it is still to come. It is a promise only where there is one in it. */
export class Parts {
  readonly #before: Written[] = [];
  /** What follows the last promise. */
  #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  add(start: string, written: Written): void {
    this.#text += start;
    if (typeof written === 'string') this.#text += written;
    else {
      this.#before.push(this.#text, written);
      this.#text = '';
    }
  }

  end(text: string): Written {
    this.#text += text;
    return this.#before.length === 0 ? this.#text : whole([...this.#before, this.#text]);
  }

  /** Throws the error; or rejects with it, after all that is still to come. */
  endBy(error: unknown): Written {
    const rest = this.end('');
    if (typeof rest === 'string') throw error;
    return rest.finally(() => {
      throw error;
    });
  }

  /** Nobody waits for what is still to come. */
  forget(): void {
    this.#before.forEach(ignoreRejection);
  }
}

/** Like `Promise.all`, without promises for what is there already. */
function whole(parts: Written[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let waiting = 0;
    for (const [index, part] of parts.entries()) {
      if (typeof part === 'string') continue;
      waiting += 1;
      const land = (text: string) => {
        parts[index] = text;
        waiting -= 1;
        // Not by `+`, which would keep every part as it is for longer than the young heap lasts.
        if (waiting === 0) resolve(parts.join(''));
      };
      part.then(land, reject);
    }
  });
}

export function ignoreRejection(value: unknown): void {
  if (value instanceof Promise) value.catch(() => {});
}
