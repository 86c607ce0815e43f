import { useMemo } from 'react';
import { createClient } from './graphql/client.ts';
import type { DevicesProps } from './props.ts';
import { Announcer } from './ui/announcer.tsx';
import { DeviceList, type ListHooks } from './ui/device-list.tsx';
import { type Setting, SettingContext } from './ui/setting.ts';
import { useLatest } from './ui/use-latest.ts';
import { chooseLanguage } from './words/choose.ts';
import { createTimes } from './words/times.ts';

/** Where a person is signed in, over every service, and how they sign out. Its styles are in `styles.css`. */
export function Devices(props: DevicesProps) {
  const { endpoint, locale, words: ownWords, userId = null, userName, trustedDocuments = false } = props;
  const { changePasswordUrl = null, reportUrl = null } = props;
  const isViewer = userId === null;
  // Functions may be other ones with each rendering; nothing is read again because of it.
  const latest = useLatest(props);

  const client = useMemo(() => {
    const getToken = () => latest().getToken?.() ?? null;
    return createClient({ endpoint, getToken, trustedDocuments });
  }, [endpoint, trustedDocuments, latest]);

  const setting = useMemo((): Setting => {
    const chosen = chooseLanguage([locale ?? [], ...localesOfPage()].flat());
    const language =
      ownWords === undefined ? chosen : { words: ownWords, locale: locale ?? ownWords.language };
    return {
      ...language,
      times: createTimes(language.locale),
      client,
      isViewer,
      changePasswordUrl,
      reportUrl,
    };
  }, [client, isViewer, locale, ownWords, changePasswordUrl, reportUrl]);

  const hooks = useMemo(
    (): ListHooks => ({
      onSignedOut: (ended) => latest().onSignedOut?.(ended),
      onError: (error) => latest().onError?.(error),
      reauthenticate: async () => (await latest().reauthenticate?.()) ?? true,
    }),
    [latest],
  );

  const { language, direction } = setting.words;
  return (
    <div className="sessiongraph-devices" lang={language} dir={direction}>
      <SettingContext.Provider value={setting}>
        <Announcer>
          <DeviceList key={userId} userId={userId} userName={userName ?? userId} hooks={hooks} />
        </Announcer>
      </SettingContext.Provider>
    </div>
  );
}

/** The language the page is in, then those the person reads. */
function localesOfPage(): readonly string[] {
  const ofPage = globalThis.document?.documentElement.lang;
  return ofPage ? [ofPage] : (globalThis.navigator?.languages ?? []);
}
