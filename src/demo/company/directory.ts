/** Who works at Larkfield, which lets holiday homes, and whom the documentation knows by name. None of them exists. */

export const companyName = 'Larkfield';
export const companyDomain = 'larkfield.example';

/**
 * The people whom the worked queries and the documentation rely on, by their ids in the company's directory, which `User.id` shows.
 * What is said of them here is kept by `company.test.ts`.
 */
export const cast = {
  /** A few sessions at each of the four providers, and nothing out of the ordinary. */
  ordinary: 'mara.lindholm',
  /** Tests the company's products: over 400 sessions, at all four providers and of more than a page where the provider pages. */
  busy: 'tomas.verbruggen',
  /** Has a Clerk session in which `impersonator` looks at her account. */
  impersonated: 'amina.farouqi',
  /** Leads support. */
  impersonator: 'owen.tierney',
  /** Never confirmed his address, so that Zendesk, which is linked by e-mail, must not be linked to him. It has an account with it. */
  unverified: 'leo.santangelo',
  /** Has no account at Rocket.Chat. */
  withoutChat: 'greta.halvorsen',
  /** Has had a Clerk session come to each of the ends that Clerk knows. */
  everyState: 'nadia.petrescu',
  /** Has no client session at Seam yet: one can be made for her. */
  withoutClientSession: 'hana.morishita',
  /** Zendesk refuses to show her sessions. */
  unanswered: 'ulla.kinnunen',
  /** Somebody signed in to their accounts from `intruderIp`. */
  visitedByIntruder: ['rui.carvalhal', 'chidi.okereke', 'sunniva.dahlgren'],
  /** Have sessions that nobody used for more than 90 days. */
  idle: ['petra.vukasin', 'elias.rautio', 'yusuf.demirkan'],
  /** Has a client session that was revoked, which Seam does not tell, so that it looks like one that works. */
  revokedClientSession: 'petra.vukasin',
  /** Has a client session that has expired. */
  expiredClientSession: 'elias.rautio',
  /** Reads chat with a headset, and within another app: devices that few lists have a picture for. */
  oddDevices: 'sipho.mbekwa',
  /** Works here no longer: banned at Clerk, with whatever else was forgotten. */
  banned: 'viktor.hrubes',
  /** Mistyped the password too often, and is locked out at Clerk. */
  locked: 'wanjiru.kamande',
} as const;

/** An address that belongs to nobody in the company, and yet has sessions of several people. */
export const intruderIp = '203.0.113.66';

export interface Name {
  readonly given: string;
  readonly family: string;
}

export const names: readonly Name[] = [
  'Mara Lindholm',
  'Tomas Verbruggen',
  'Amina Farouqi',
  'Owen Tierney',
  'Leo Santangelo',
  'Greta Halvorsen',
  'Nadia Petrescu',
  'Hana Morishita',
  'Rui Carvalhal',
  'Chidi Okereke',
  'Sunniva Dahlgren',
  'Petra Vukasin',
  'Elias Rautio',
  'Yusuf Demirkan',
  'Aiko Tsunoda',
  'Andrés Villafañe',
  'Benedikt Aschauer',
  'Bronwen Ashdown',
  'Camila Arrieta',
  'Connor Mulvihill',
  'Dafydd Prosser',
  'Danuta Wiśniak',
  'Emeka Obiora',
  'Esra Yıldızhan',
  'Farid Benslimane',
  'Freya Thorvald',
  'Giulia Marchesan',
  'Goran Milosavac',
  'Henrik Sandvik',
  'Hyejin Bae',
  'Ifeoma Adeyinka',
  'Imran Qadri',
  'Jakub Sobczak',
  'Jolanda Frehner',
  'Kavita Ramanujam',
  'Lucía Echeverri',
  'Malik Diarra',
  'Ngaire Tamihana',
  'Orla Fennessy',
  'Priya Ramaseshan',
  'Quentin Delaunay',
  'Rosa Ibarguren',
  'Sipho Mbekwa',
  'Tevita Fonoti',
  'Ulla Kinnunen',
  'Viktor Hrubeš',
  'Wanjiru Kamande',
  'Xiomara Quesada',
  'Yara Haddadin',
  'Zoë Lindqvist',
].map((name) => {
  const [given = '', family = ''] = name.split(' ');
  return { given, family };
});

/** `zoe.lindqvist`: the id in the directory, which is also the username. */
export function directoryId({ given, family }: Name): string {
  return `${given}.${family}`.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ı', 'i');
}
