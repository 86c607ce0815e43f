/** `<sessiongraph-devices>`: the component as a custom element, in a shadow of its own, with no framework of the page's. */
import { createRoot, type Root } from 'react-dom/client';
import { Devices } from './devices.tsx';
import type { DevicesProps } from './props.ts';
import styles from './styles/styles.css?inline';

/** Attributes, and the properties they stand for. */
const attributes = {
  endpoint: 'endpoint',
  token: 'token',
  locale: 'locale',
  'user-id': 'userId',
  'user-name': 'userName',
  'change-password-url': 'changePasswordUrl',
  'report-url': 'reportUrl',
} as const;

/** What only a script can say. */
type Scripted = Pick<DevicesProps, 'getToken' | 'onSignedOut' | 'onError' | 'reauthenticate' | 'words'>;

// Not as a style element, which a strict Content-Security-Policy would refuse.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`:host { display: block } ${styles}`);

/**
 * Takes what `<Devices>` takes: texts as attributes (`endpoint`, `locale`, `user-id`, `user-name`, `change-password-url`, `report-url`,
 * `trusted-documents`), functions and `words` as properties. `token` is for a token that lives as long as the page; otherwise set `getToken`.
 */
export class SessiongraphDevices extends HTMLElement {
  static readonly observedAttributes = [...Object.keys(attributes), 'trusted-documents'];

  #root: Root | null = null;
  #scripted: Scripted = {};
  #isScheduled = false;
  /** Grows with each other way to a token, with which everything is read again. */
  #signIns = 0;

  get getToken() {
    return this.#scripted.getToken;
  }
  set getToken(getToken: Scripted['getToken']) {
    this.#signIns += 1;
    this.#set({ getToken });
  }

  get onSignedOut() {
    return this.#scripted.onSignedOut;
  }
  set onSignedOut(onSignedOut: Scripted['onSignedOut']) {
    this.#set({ onSignedOut });
  }

  get onError() {
    return this.#scripted.onError;
  }
  set onError(onError: Scripted['onError']) {
    this.#set({ onError });
  }

  get reauthenticate() {
    return this.#scripted.reauthenticate;
  }
  set reauthenticate(reauthenticate: Scripted['reauthenticate']) {
    this.#set({ reauthenticate });
  }

  get words() {
    return this.#scripted.words;
  }
  set words(words: Scripted['words']) {
    this.#set({ words });
  }

  connectedCallback(): void {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet];
    // What a page set before this script was loaded hides the accessors.
    for (const name of ['getToken', 'onSignedOut', 'onError', 'reauthenticate', 'words'] as const) {
      if (!Object.hasOwn(this, name)) continue;
      const { [name]: value } = this;
      Reflect.deleteProperty(this, name);
      this.#scripted = { ...this.#scripted, [name]: value };
    }
    this.#root = createRoot(shadow);
    this.#schedule();
  }

  disconnectedCallback(): void {
    this.#root?.unmount();
    this.#root = null;
  }

  attributeChangedCallback(name: string): void {
    if (name === 'token') this.#signIns += 1;
    this.#schedule();
  }

  #set(scripted: Scripted): void {
    this.#scripted = { ...this.#scripted, ...scripted };
    this.#schedule();
  }

  /** A script sets one after the other; nothing is asked before it has set all. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.#render();
    });
  }

  #render(): void {
    if (this.#root === null) return;
    const { token, ...texts } = this.#texts();
    this.#root.render(
      <Devices
        key={this.#signIns}
        endpoint=""
        {...texts}
        {...(token === undefined ? {} : { getToken: () => token })}
        locale={texts.locale ?? this.closest('[lang]')?.getAttribute('lang') ?? undefined}
        trustedDocuments={this.hasAttribute('trusted-documents')}
        {...this.#scripted}
      />,
    );
  }

  #texts(): Partial<Record<(typeof attributes)[keyof typeof attributes], string>> {
    const given = Object.entries(attributes).flatMap(([attribute, property]) => {
      const value = this.getAttribute(attribute);
      return value === null ? [] : [[property, value] as const];
    });
    return Object.fromEntries(given);
  }
}

if (customElements.get('sessiongraph-devices') === undefined) {
  customElements.define('sessiongraph-devices', SessiongraphDevices);
}

declare global {
  interface HTMLElementTagNameMap {
    'sessiongraph-devices': SessiongraphDevices;
  }
}
