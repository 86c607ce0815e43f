import type { DeviceType as Type } from '../providers/records.ts';
import { describedEnum } from './described-enum.ts';

export const DeviceType = describedEnum<Type>('DeviceType', 'What kind of machine a person signed in with.', {
  DESKTOP: 'A desktop or laptop computer. iPads that ask for desktop pages look like this too.',
  PHONE: 'A mobile phone.',
  TABLET: 'A tablet, such as an iPad.',
  TV: 'A television or set-top box.',
  CONSOLE: 'A game console.',
  WEARABLE: 'A watch, a headset or another thing worn.',
  EMBEDDED: 'A machine with a computer built in, such as a car or a fridge.',
  OTHER: 'Something else: the provider names a type that is none of these.',
  UNKNOWN: 'The provider does not tell.',
});
