/** What stands around the component where an operator serves it: the way to sign in. */
import { useEffect, useState } from 'react';
import { Devices } from '../../src/index.ts';
import { chooseLanguage } from '../../src/words/choose.ts';
import { comeBack, goToSignIn } from './sign-in.ts';
import type { ServedSettings } from './settings.ts';

type SignIn =
  | { readonly state: 'underWay' }
  | { readonly state: 'signedIn'; readonly token: string; readonly since: number }
  | { readonly state: 'failed' };

/** A token that is refused so soon is not too old, but not one the server takes: another would fare no better. In milliseconds. */
const freshForMs = 30_000;

export function ServedFrame({ endpoint, oidc, changePasswordUrl, reportUrl, locale }: ServedSettings) {
  const { words, locale: chosen } = chooseLanguage(locale === undefined ? navigator.languages : [locale]);
  const [signIn, setSignIn] = useState<SignIn>({ state: 'underWay' });

  useEffect(() => {
    document.documentElement.lang = words.language;
    document.documentElement.dir = words.direction;
    document.title = words.heading;
  }, [words]);

  useEffect(() => {
    comeBack(oidc)
      .then((token) =>
        token === null ? goToSignIn(oidc) : setSignIn({ state: 'signedIn', token, since: Date.now() }),
      )
      .catch(() => setSignIn({ state: 'failed' }));
  }, [oidc]);

  function again() {
    setSignIn({ state: 'underWay' });
    goToSignIn(oidc).catch(() => setSignIn({ state: 'failed' }));
  }

  return (
    <>
      <header className="top">
        <h1 className="brand">
          <bdi>{window.location.hostname}</bdi>
        </h1>
      </header>
      <main className="page">
        {signIn.state === 'signedIn' ? (
          <Devices
            endpoint={endpoint}
            getToken={() => signIn.token}
            onError={({ code }) => {
              if (code !== 'UNAUTHENTICATED') return;
              if (Date.now() - signIn.since > freshForMs) again();
              else setSignIn({ state: 'failed' });
            }}
            changePasswordUrl={changePasswordUrl}
            reportUrl={reportUrl}
            locale={chosen}
            trustedDocuments
          />
        ) : (
          <div className="starting">
            {signIn.state === 'failed' ? (
              <>
                <h2>{words.failure.nobody}</h2>
                <p>{words.failure.nobodyText}</p>
                <button type="button" className="sign-in" onClick={again}>
                  {words.failure.signIn}
                </button>
              </>
            ) : (
              <p>{words.failure.signingIn}</p>
            )}
          </div>
        )}
      </main>
    </>
  );
}
