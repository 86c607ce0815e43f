import { type ReactNode, useEffect, useState } from 'react';
import type { ServiceFragment } from '../graphql/generated/graphql.ts';
import type { Find } from '../list/read-list.ts';
import { useSetting } from './setting.ts';
import { useLatest } from './use-latest.ts';

interface FindBarProps {
  readonly find: Find;
  readonly services: readonly ServiceFragment[];
  readonly onFind: (find: Find) => void;
  /** What else can be done with the list. */
  readonly children: ReactNode;
}

/** Typing comes to rest before the server is asked, in milliseconds. */
const restMs = 300;

/** Search, service and state, for lists that are too long to be looked through. */
export function FindBar({ find, services, onFind, children }: FindBarProps) {
  const { words } = useSetting();
  const [text, setText] = useState(find.text);
  const latest = useLatest({ find, onFind });

  useEffect(() => {
    const wanted = text.trim();
    const timer = setTimeout(() => {
      const now = latest();
      if (wanted !== now.find.text) now.onFind({ ...now.find, text: wanted });
    }, restMs);
    return () => clearTimeout(timer);
  }, [text, latest]);

  return (
    <search className="sg-find" aria-label={words.find.heading}>
      <input
        type="search"
        className="sg-field"
        aria-label={words.find.search}
        placeholder={words.find.search}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <select
        className="sg-field"
        aria-label={words.find.service}
        value={find.providerId ?? ''}
        onChange={(event) => onFind({ ...find, providerId: event.currentTarget.value || null })}
      >
        <option value="">{words.find.everyService}</option>
        {services.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="sg-field"
        aria-label={words.find.state}
        value={find.isOver ? 'over' : 'signedIn'}
        onChange={(event) => onFind({ ...find, isOver: event.currentTarget.value === 'over' })}
      >
        <option value="signedIn">{words.find.signedIn}</option>
        <option value="over">{words.find.over}</option>
      </select>
      {children}
    </search>
  );
}
