/** Tells people who listen what others see change. */
import { createContext, type ReactNode, useContext, useState } from 'react';

const Announce = createContext<(text: string) => void>(() => {});

/** Says a sentence through the screen reader when it has finished what it is saying. */
export const useAnnounce = () => useContext(Announce);

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  return (
    <Announce.Provider value={setText}>
      {children}
      <output className="sg-unseen">{text}</output>
    </Announce.Provider>
  );
}
