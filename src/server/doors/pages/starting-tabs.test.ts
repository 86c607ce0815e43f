import { NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../../graph/schema.ts';
import { startingTabs } from './starting-tabs.ts';

describe.each([true, false])('where a key is asked for: %s', (asksForKey) => {
  test.each(startingTabs(asksForKey).map(({ query, variables }) => ({ query, variables })))(
    '$query is valid, fits the width and changes nothing as it stands',
    ({ query, variables = '{}' }) => {
      expect(validate(schema, parse(query), [...specifiedRules, NoDeprecatedCustomRule])).toEqual([]);
      expect(query.split('\n').filter((line) => line.includes('#') && line.length > 50)).toEqual([]);
      if (query.includes('mutation '))
        expect(JSON.parse(variables)).toMatchObject({ input: { dryRun: true } });
    },
  );
});

test('only the page with a field says that there is one', () => {
  const [withField, without] = [startingTabs(true), startingTabs(false)];
  expect(withField[0]?.query).toContain('the field above');
  expect(without[0]?.query).not.toContain('the field above');
});
