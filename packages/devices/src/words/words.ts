/** Everything the component says. One object is one language; a word that is missing is a type error. */
import type { SessionState } from '../graphql/generated/graphql.ts';

/** A sentence with a number in it. */
type Counted = (number: number) => string;
/** A sentence about a service, by its name. */
type About = (service: string) => string;

export interface Words {
  /** A BCP 47 tag, such as "de". */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';

  readonly heading: string;
  readonly headingOf: (person: string) => string;
  readonly loading: string;
  readonly signIns: Counted;
  readonly atLeast: (signIns: string) => string;
  readonly atServices: (signIns: string, services: number) => string;
  readonly someShown: (signIns: string, shown: number) => string;
  readonly refresh: string;
  readonly refreshing: string;
  readonly tryAgain: string;
  readonly showMore: Counted;
  readonly emptyList: string;
  readonly emptyListOf: (person: string) => string;
  readonly emptyAsKnown: string;

  readonly row: {
    readonly thisDevice: string;
    readonly unfinished: string;
    /** "Chrome 154 on Windows". */
    readonly onSystem: (program: string, system: string) => string;
    /** "Chrome on Windows at Clerk". */
    readonly at: (device: string, service: string) => string;
    readonly unknownDevice: string;
    readonly activeNow: string;
    readonly active: (ago: string) => string;
    readonly lastSeenAround: (time: string) => string;
    readonly lastSeen: (ago: string) => string;
    readonly connected: (ago: string) => string;
    readonly signedIn: (ago: string) => string;
    readonly firstSeen: (ago: string) => string;
    readonly over: Readonly<Record<Exclude<SessionState, 'ACTIVE' | 'PENDING' | 'UNKNOWN'>, string>>;
    readonly overAgo: (how: string, ago: string) => string;
    readonly impersonated: string;
    readonly details: string;
    readonly signOut: string;
    readonly cannotEnd: About;
    readonly mayNotEnd: string;
  };

  readonly details: {
    readonly service: string;
    readonly firstSeen: string;
    readonly signedIn: string;
    readonly lastActive: string;
    readonly lastConnected: string;
    readonly staysUntil: string;
    readonly ended: string;
    readonly place: string;
    readonly address: string;
    readonly program: string;
    readonly system: string;
    readonly around: (moment: string) => string;
    readonly notTold: About;
  };

  readonly unrecognised: {
    readonly heading: string;
    readonly signOut: string;
    readonly changePassword: string;
    readonly tellSomeone: string;
  };

  readonly find: {
    readonly heading: string;
    readonly search: string;
    readonly service: string;
    readonly everyService: string;
    readonly state: string;
    readonly signedIn: string;
    readonly over: string;
    readonly showOver: string;
    readonly select: string;
    readonly stopSelecting: string;
    readonly selectAll: string;
    readonly selected: Counted;
    readonly nothingFound: string;
    readonly clear: string;
  };

  readonly ending: {
    readonly others: string;
    readonly everywhere: string;
    readonly one: (device: string) => string;
    readonly several: Counted;
    readonly atService: About;
    readonly looking: string;
    readonly working: string;
    readonly willEnd: Counted;
    readonly andMore: Counted;
    readonly staysHere: string;
    readonly endsHere: string;
    /** Where nobody knows which sign-in is this device's. */
    readonly includesHere: string;
    readonly mayBeHere: (signIns: string, services: string) => string;
    readonly mayBeHereHint: string;
    readonly cannotEnd: Counted;
    readonly notAsked: About;
    readonly noUndo: string;
    readonly nothing: string;
    readonly cancel: string;
    readonly close: string;
    readonly confirm: Counted;
  };

  readonly notice: {
    readonly label: string;
    readonly dismiss: string;
    readonly signedOut: Counted;
    readonly stillSignedIn: Counted;
    readonly nothingDone: string;
    readonly wereGone: Counted;
    readonly allAt: About;
    readonly unnamed: string;
    readonly tryLater: About;
    readonly refused: About;
    readonly cannot: About;
    readonly noWord: About;
    readonly later: About;
    readonly notReached: About;
    readonly notConfirmed: string;
    readonly unknown: string;
  };

  readonly sources: {
    readonly heading: string;
    readonly noAccount: string;
    readonly cannotTell: string;
    /** Each follows the name of a service, in a sentence of its own. */
    readonly partly: About;
    readonly notLookedUp: About;
    readonly noAnswer: About;
    readonly tooSlow: About;
    readonly senseless: About;
    readonly limited: About;
    readonly limitedUntil: (service: string, time: string) => string;
    readonly notLetIn: About;
    readonly notLicensed: About;
    readonly tooMany: About;
    readonly mayBeMissing: string;
    readonly problems: string;
    readonly allDown: string;
    readonly allDownText: string;
  };

  readonly failure: {
    readonly signedOut: string;
    readonly signedOutText: string;
    readonly nobody: string;
    readonly nobodyText: string;
    readonly signIn: string;
    readonly signingIn: string;
    readonly unknownUser: string;
    readonly unknownUserText: (id: string) => string;
    readonly offline: string;
    readonly offlineText: string;
    readonly unreachable: string;
    readonly unreachableText: string;
    readonly refused: string;
    readonly broken: string;
  };
}
