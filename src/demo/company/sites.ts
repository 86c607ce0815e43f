/** The houses that Larkfield lets, and its office: where there are locks to open. */

export interface Site {
  readonly name: string;
  readonly timeZone: string;
}

export const sites = {
  office: { name: 'Larkfield Rotterdam', timeZone: 'Europe/Amsterdam' },
  harbour: { name: 'Harbour House', timeZone: 'Europe/Amsterdam' },
  alfama: { name: 'Alfama Rooftop', timeZone: 'Europe/Lisbon' },
  cottage: { name: 'Barton Cottage', timeZone: 'America/Chicago' },
  acacia: { name: 'Acacia Villa', timeZone: 'Africa/Nairobi' },
  machiya: { name: 'Nakazaki Machiya', timeZone: 'Asia/Tokyo' },
} as const satisfies Readonly<Record<string, Site>>;

export type SiteKey = keyof typeof sites;

export const siteKeys: readonly SiteKey[] = ['office', 'harbour', 'alfama', 'cottage', 'acacia', 'machiya'];
