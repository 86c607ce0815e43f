/**
 * Numbers in sentences. Each language says which forms it has, so that a form that is missing is a type error.
 * @example const count = plural<'one' | 'other'>('en'); count(2, { one: '# device', other: '# devices' }) // "2 devices"
 */
export function plural<Category extends Intl.LDMLPluralRule>(language: string) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (number: number, forms: Readonly<Record<Category, string>>): string => {
    const byCategory: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = forms;
    return (byCategory[rules.select(number)] ?? '').replace('#', numbers.format(number));
  };
}
