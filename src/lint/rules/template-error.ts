import type { Rule } from '../rule.ts';

/** What CloudFormation's engine says of the template before it makes anything, in its words. */
export const templateError: Rule = {
  name: 'template-error',
  level: 'error',
  looksAt: 'what CloudFormation does not take: the template’s form, types, properties, references',
  *find({ problems }) {
    for (const { says, mend, spot, position, level } of problems) yield { says, mend, spot, position, level };
  },
};
