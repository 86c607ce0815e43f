/** Steps through JSON text without parsing it, value by value. What is inside a value is left to `JSON.parse`. */
import { ProviderFailure } from './failure.ts';

const quote = 0x22;
const backslash = 0x5c;

export class JsonScanner {
  readonly #text: string;
  readonly #maxPieceLength: number;
  readonly #providerName: string;
  #at = 0;

  /** @param maxPieceLength how long a value may be, in characters. */
  constructor(text: string, maxPieceLength: number, providerName: string) {
    this.#text = text;
    this.#maxPieceLength = maxPieceLength;
    this.#providerName = providerName;
  }

  /** The index of the next character that was not read. */
  get at(): number {
    return this.#at;
  }

  /** The next character that is no space; empty at the end. */
  peek(): string {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
    return this.#text.charAt(this.#at);
  }

  expect(character: string): void {
    if (this.peek() !== character) throw this.#broken();
    this.#at += 1;
  }

  expectEnd(): void {
    if (this.peek() !== '') throw this.#broken();
  }

  /** Whether there is another element; then it stands next. Begins and ends the list or object by itself. */
  entersNext(open: string, close: string, isFirst: boolean): boolean {
    if (isFirst) this.expect(open);
    if (this.peek() === close) {
      this.#at += 1;
      return false;
    }
    if (!isFirst) this.expect(',');
    return true;
  }

  /** The text of the next value. */
  cutValue(): string {
    this.peek();
    const from = this.#at;
    let depth = 0;
    do {
      if (this.#at - from > this.#maxPieceLength) throw this.#tooLarge();
      const code = this.#text.charCodeAt(this.#at);
      if (Number.isNaN(code)) throw this.#broken();
      if (code === quote) this.#skipString();
      else {
        this.#at += 1;
        if (code === 0x7b || code === 0x5b) depth += 1;
        else if (code === 0x7d || code === 0x5d) depth -= 1;
        else if (depth === 0) this.#skipWord();
      }
    } while (depth > 0);
    if (depth < 0) throw this.#broken();
    return this.#text.slice(from, this.#at);
  }

  /** Rejects what is longer than a value may be. */
  parse(text: string): unknown {
    if (text.length > this.#maxPieceLength) throw this.#tooLarge();
    try {
      return JSON.parse(text);
    } catch {
      // The parser's own message quotes the text, so it is not kept.
      throw this.#broken();
    }
  }

  #skipString(): void {
    const limit = this.#at + this.#maxPieceLength;
    for (let from = this.#at + 1; ;) {
      const end = this.#text.indexOf('"', from);
      if (end < 0) throw this.#broken();
      if (end > limit) throw this.#tooLarge();
      let slashes = 0;
      while (this.#text.charCodeAt(end - 1 - slashes) === backslash) slashes += 1;
      if (slashes % 2 === 0) {
        this.#at = end + 1;
        return;
      }
      from = end + 1;
    }
  }

  /** The rest of a number, `true`, `false` or `null`. */
  #skipWord(): void {
    while (isWordCode(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  #broken(): ProviderFailure {
    return new ProviderFailure('MALFORMED', `${this.#providerName} answered with broken JSON.`);
  }

  #tooLarge(): ProviderFailure {
    return new ProviderFailure(
      'MALFORMED',
      `${this.#providerName} answered with a value of more than ${this.#maxPieceLength} characters.`,
    );
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Letters, digits, `+`, `-` and `.`; false beyond the end. */
function isWordCode(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x2e ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x45
  );
}
