/** What the server tells the page where a configuration has a `page`. */
export interface ServedSettings {
  /** Of GraphQL, relative to the page. */
  readonly endpoint: string;
  readonly oidc: OidcSettings;
  readonly changePasswordUrl?: string;
  readonly reportUrl?: string;
  /** Otherwise the browser's. */
  readonly locale?: string;
}

/** The OpenID Connect provider that signs people in, where this page is a public client. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}
